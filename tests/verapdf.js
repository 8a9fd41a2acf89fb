// veraPDF as a process that is asked again and again: each line of its input is the path of a PDF, each line of
// its output a JSON list of what breaks PDF/A-2a or PDF/UA-1. Run by the Rhino that veraPDF brings for its rules,
// so that a Java without compiler is enough.
const out = java.lang.System.out;
java.lang.System.setOut(java.lang.System.err); // what libraries print is no answer
const logging = java.util.logging.Logger.getLogger("");
logging.setLevel(java.util.logging.Level.OFF);
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
const Flavour = Packages.org.verapdf.pdfa.flavours.PDFAFlavour;
const flavours = [Flavour.PDFA_2_A, Flavour.PDFUA_1];
const MOST = 20; // failed checks shown of one rule

function broken(path, flavour) {
  const foundry = Packages.org.verapdf.pdfa.Foundries.defaultInstance();
  const parser = foundry.createParser(new java.io.File(path), flavour);
  const validator = foundry.createValidator(flavour, MOST, false, false, false);
  try {
    let result = validator.validate(parser);
    let found = [];
    for (let one of result.getTestAssertions().toArray()) {
      let rule = one.getRuleId();
      found.push([
        String(flavour.getId()),
        String(rule.getClause()) + "-" + rule.getTestNumber(),
        String(one.getMessage()),
        String(one.getLocation().getContext()),
      ]);
    }
    if (!result.isCompliant() && !found.length) found.push([String(flavour.getId()), "", "not compliant", ""]);
    return found;
  } finally {
    validator.close();
    parser.close();
  }
}

function answer(path) {
  let found = [];
  for (let flavour of flavours) {
    try {
      found = found.concat(broken(path, flavour));
    } catch (error) {
      found.push([String(flavour.getId()), "", String(error), ""]);
    }
  }
  return JSON.stringify(found);
}

const input = new java.io.BufferedReader(new java.io.InputStreamReader(java.lang.System["in"], "UTF-8"));
for (let line = input.readLine(); line !== null; line = input.readLine()) {
  out.println(answer(String(line)));
  out.flush();
}
