//! Particles and the article in front of Arabic words.

/// The forms of a folded Arabic word that a table may hold: the word itself, then without و or ف, then without ب, ل or ك,
/// each with the article and without it. A form that is no word is harmless where it is only looked up.
pub(crate) fn bare_forms(folded: &str) -> impl Iterator<Item = &str> {
    let joined = [Some(folded), folded.strip_prefix(['و', 'ف'])];
    let forms = joined.into_iter().flatten().flat_map(|word| {
        let bare = word.strip_prefix(['ب', 'ل', 'ك']);
        // للمئة is ل before المئة.
        [
            Some(word),
            word.strip_prefix("ال"),
            word.strip_prefix("لل"),
            bare,
            bare.and_then(|w| w.strip_prefix("ال")),
        ]
    });
    forms.flatten().filter(|form| !form.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_comes_off() {
        for word in ["شمال", "والشمال", "بالشمال", "للشمال", "وبشمال", "فللشمال", "كالشمال"]
        {
            assert!(bare_forms(word).any(|form| form == "شمال"), "{word}");
        }
        assert!(bare_forms("شمال").all(|form| form != "مال"));
        assert_eq!(bare_forms("و").collect::<Vec<_>>(), ["و"]);
    }
}
