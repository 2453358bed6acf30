// Reads an array of bundles, and prints for each the errors that the npm package "fhir" finds in it.
const { Fhir } = require(process.argv[2]);
const fhir = new Fhir();
const bundles = JSON.parse(require("fs").readFileSync(0, "utf8"));
const told = bundles.map((bundle) =>
  fhir.validate(bundle, { errorOnUnexpected: true }).messages.filter((one) => one.severity === "error" || one.severity === "fatal"),
);
console.log(JSON.stringify(told.map((found) => found.map((one) => `${one.location}: ${one.message}`))));
