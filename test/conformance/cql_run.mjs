// Translates CQL libraries into ELM with @cqframework/cql, and runs them with cql-execution over patients of cql-exec-fhir.
//
//   node cql_run.mjs MODULES FOLDER AS_OF LIBRARY.cql...
//
// MODULES: the node_modules folder with the packages. FOLDER: FHIR R4 as NDJSON, a file a resource type, as eligo generate writes it.
// Beside LIBRARY.cql stands LIBRARY.valuesets.json. Standard output: a line of JSON a library and patient,
// {"library": "...", "patient": "1", "strict": {"inc-1": true, ...}, "presumed": {...}}. A translator's error ends it with status 1.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, folder, asOf, ...libraries] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'eligo.js'));
const cql = require('cql-execution');
const fhir = require('cql-exec-fhir');
const { CqlTranslator, LibraryManager, ModelManager, createModelInfoProvider, createUcumService, stringAsSource } = await import(
  pathToFileURL(path.resolve(modules, '@cqframework/cql/cql-to-elm.mjs'))
);

const fhirModel = fs.readFileSync(path.join(modules, 'cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml'), 'utf8');
const systemModel = fs.readFileSync(new URL('./system_modelinfo.xml', import.meta.url), 'utf8');

const units = require('@lhncbc/ucum-lhc').UcumLhcUtils.getInstance();
const refuse = () => {
  throw new Error('no unit is converted while translating');
};
const ucum = createUcumService(refuse, (unit) => (units.validateUnitString(unit).status === 'valid' ? null : `no unit: ${unit}`), refuse, refuse);

function translate(file) {
  const models = new ModelManager(undefined, true);
  const provide = (name) => (name === 'FHIR' ? stringAsSource(fhirModel) : name === 'System' ? stringAsSource(systemModel) : null);
  models.modelInfoLoader.registerModelInfoProvider(createModelInfoProvider(provide), true);
  const translator = CqlTranslator.fromText(fs.readFileSync(file, 'utf8'), new LibraryManager(models, undefined, undefined, ucum));
  const elm = JSON.parse(translator.toJson());
  const errors = elm.library.annotation.filter((a) => a.errorSeverity === 'error');
  for (const e of errors) console.error(`${file}:${e.startLine}:${e.startChar}: ${e.message}`);
  if (errors.length > 0) process.exit(1);
  return elm;
}

// One Bundle a patient.
const bundles = new Map();
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.ndjson')).sort();
files.sort((a, b) => Number(b === 'Patient.ndjson') - Number(a === 'Patient.ndjson'));
for (const name of files) {
  for (const line of fs.readFileSync(path.join(folder, name), 'utf8').split('\n')) {
    if (line === '') continue;
    const resource = JSON.parse(line);
    if (resource.resourceType === 'Patient') {
      bundles.set(resource.id, { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] });
    } else {
      const reference = (resource.subject ?? resource.patient ?? resource.individual).reference;
      bundles.get(reference.slice('Patient/'.length)).entry.push({ resource });
    }
  }
}

const source = fhir.PatientSource.FHIRv401();
const day = cql.DateTime.parse(`${asOf}T12:00:00.000+00:00`);
for (const file of libraries) {
  const library = new cql.Library(translate(file));
  const codes = new cql.CodeService(JSON.parse(fs.readFileSync(file.replace(/\.cql$/, '.valuesets.json'), 'utf8')));
  const executor = new cql.Executor(library, codes, { AsOf: cql.Date.parse(asOf) });
  for (const [patient, bundle] of bundles) {
    source.reset();
    source.loadBundles([bundle]);
    const results = (await executor.exec(source, day)).patientResults[patient];
    const out = { library: path.basename(file, '.cql'), patient, strict: {}, presumed: {} };
    for (const [name, value] of Object.entries(results)) {
      const [id, reading] = name.split(' ');
      if (/^(inc|exc)-\d+$/.test(id) && (reading === 'strict' || reading === 'presumed')) out[reading][id] = value ?? null;
    }
    console.log(JSON.stringify(out));
  }
}
