//! The integration tests: one binary, one module an area, cases as data files under `tests/cases/`.

mod segment;
