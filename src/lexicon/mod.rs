//! The bilingual lexicon: which Arabic word may translate which English word.
