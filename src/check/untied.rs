//! An ordinal that was matched with a *two*: `في الدور الثاني بمدخلين` against *a third-floor flat with two entrances*. Where the
//! *two* is a dual of the Arabic, and an English ordinal is left without a partner, the ordinals belong together.

use super::pair::MatchedPair;
use crate::figure::{self, Decimal, Figure, FigurePiece, Kind, Pairing, Part};

/// Gives the Arabic ordinals back that have a *two* for a partner.
pub(super) fn untie(pair: &mut MatchedPair<'_>) {
    let (ar, en) = (&pair.ar, &pair.en);
    let is_place = |figure: &Figure| figure.kind() == Kind::Ordinal;
    let matching = &mut pair.matching;
    if !matching.left.en.iter().any(|piece| is_place(&piece.figure)) {
        return;
    }
    let two = |figure: &Figure| {
        figure.kind() == Kind::Cardinal
            && figure.unit().is_none()
            && figure.best().as_number() == Some(Decimal::TWO)
    };
    let tied = |pairing: &Pairing| {
        let whole = pairing.ar.1 == Part::Whole && pairing.en.1 == Part::Whole;
        whole && is_place(&ar.figures[pairing.ar.0]) && two(&en.figures[pairing.en.0])
    };
    let Some(at) = matching.pairings.iter().position(tied) else { return };
    let counted = |span| ar.figures.iter().any(|figure| figure.span.overlaps(span));
    if figure::possible_duals(&ar.plain).into_iter().any(|span| !counted(span)) {
        let index = matching.pairings.remove(at).ar.0;
        matching.left.ar.push(FigurePiece { index, part: Part::Whole, figure: ar.figures[index].clone() });
    }
}
