//! A value for each of the two languages.

use super::Lang;
use serde::{Deserialize, Serialize};
use std::ops::{Index, IndexMut};

/// One value for the Arabic side and one for the English side of a bitext.
///
/// ```
/// use mizan::text::{Lang, Sides};
///
/// let segments = Sides::new(3, 4);
/// assert_eq!(segments[Lang::En], 4);
/// assert_eq!(segments.map(|count| count * 2), Sides::new(6, 8));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Sides<T> {
    /// The value of the Arabic side.
    pub ar: T,
    /// The value of the English side.
    pub en: T,
}

impl<T> Sides<T> {
    /// The two values, Arabic first.
    pub const fn new(ar: T, en: T) -> Self {
        Sides { ar, en }
    }

    /// The values that a function returns for the languages; it is called for Arabic first.
    pub fn of(mut value: impl FnMut(Lang) -> T) -> Self {
        Sides { ar: value(Lang::Ar), en: value(Lang::En) }
    }

    /// References to both values.
    pub const fn as_ref(&self) -> Sides<&T> {
        Sides { ar: &self.ar, en: &self.en }
    }

    /// Mutable references to both values.
    pub const fn as_mut(&mut self) -> Sides<&mut T> {
        Sides { ar: &mut self.ar, en: &mut self.en }
    }

    /// Applies a function to both values, Arabic first.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Sides<U> {
        Sides { ar: change(self.ar), en: change(self.en) }
    }

    /// Pairs the values of each side.
    pub fn zip<U>(self, other: Sides<U>) -> Sides<(T, U)> {
        Sides { ar: (self.ar, other.ar), en: (self.en, other.en) }
    }

    /// The languages with their values, Arabic first.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.as_ref().into_iter()
    }
}

impl<T> IntoIterator for Sides<T> {
    type Item = (Lang, T);
    type IntoIter = std::array::IntoIter<(Lang, T), 2>;

    /// The languages with their values, Arabic first.
    fn into_iter(self) -> Self::IntoIter {
        [(Lang::Ar, self.ar), (Lang::En, self.en)].into_iter()
    }
}

impl<T> Index<Lang> for Sides<T> {
    type Output = T;

    fn index(&self, lang: Lang) -> &T {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }
}

impl<T> IndexMut<Lang> for Sides<T> {
    fn index_mut(&mut self, lang: Lang) -> &mut T {
        match lang {
            Lang::Ar => &mut self.ar,
            Lang::En => &mut self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_value() {
        let mut sides = Sides::of(|lang| lang.code().to_owned());
        sides[Lang::En].push('!');
        assert_eq!(sides.as_ref().map(String::as_str), Sides::new("ar", "en!"));
        let numbered = sides.zip(Sides::new(1, 2));
        let listed: Vec<_> = numbered.iter().map(|(lang, (text, n))| format!("{lang} {text} {n}")).collect();
        assert_eq!(listed, ["ar ar 1", "en en! 2"]);
    }
}
