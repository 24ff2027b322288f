//! Writes the JavaScript for a module of WebAssembly that was compiled with wasm-bindgen.
//!
//! `mizan-wasm-glue MODULE.wasm FOLDER` puts `mizan.js`, `mizan.d.ts` and `mizan_bg.wasm` into the folder.

use std::{env, process::ExitCode};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [module, folder] = words.as_slice() else {
        eprintln!("usage: mizan-wasm-glue MODULE.wasm FOLDER");
        return ExitCode::from(2);
    };
    let mut maker = Bindgen::new();
    let web = match maker
        .input_path(module)
        .out_name("mizan")
        .typescript(true)
        .omit_default_module_path(false)
        .web(true)
    {
        Ok(web) => web.generate(folder),
        Err(error) => Err(error),
    };
    match web {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {module}: {error:#}");
            ExitCode::from(2)
        }
    }
}
