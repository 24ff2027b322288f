#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mizan_fuzz::run("timed-text", data));
