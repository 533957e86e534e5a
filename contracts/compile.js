'use strict';
/*
 * Compiles the contract with the pinned compiler and fixed settings, so that everyone gets the same bytes.
 *
 *   node compile.js           writes the artifact
 *   node compile.js --check   writes nothing; fails if the artifact is not what the sources compile to
 */
const fs = require('fs');
const path = require('path');
const solc = require('solc');

const SOURCES = 'src/main/solidity';
const SOURCE = 'ThreatLedger.sol';
const CONTRACT = 'ThreatLedger';
const ARTIFACT = 'src/main/resources/io/threatledger/contracts/ThreatLedger.json';

/* shanghai runs on every chain that matters and on all development chains; no metadata, so bytes do not depend on paths. */
const SETTINGS = {
  evmVersion: 'shanghai',
  viaIR: true,
  optimizer: { enabled: true, runs: 1000000 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
};

const inFolder = (...parts) => path.join(__dirname, ...parts);

function compile() {
  const input = { language: 'Solidity', sources: { [SOURCE]: { content: read(SOURCE) } }, settings: SETTINGS };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: (file) => ({ contents: read(file) }) }));
  const complaints = output.errors ?? [];
  if (complaints.length > 0) fail(complaints.map((complaint) => complaint.formattedMessage).join('\n'));
  return output.contracts[SOURCE][CONTRACT];
}

function read(file) {
  return fs.readFileSync(inFolder(SOURCES, file), 'utf8');
}

function artifact({ abi, evm }) {
  const { outputSelection, ...settings } = SETTINGS;
  const content = {
    contract: CONTRACT,
    compiler: solc.version(),
    settings,
    creationCode: '0x' + evm.bytecode.object,
    runtimeCode: '0x' + evm.deployedBytecode.object,
    abi,
  };
  return JSON.stringify(content, null, 2) + '\n';
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const file = inFolder(ARTIFACT);
const wanted = artifact(compile());
if (!process.argv.includes('--check')) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, wanted);
} else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== wanted) {
  fail(`${ARTIFACT} is not what the sources compile to: run npm run compile`);
}
