// Reads a node with libraries that were not written for it: jose for signatures, @sd-jwt/core for disclosures.
//
//   node verify.mjs entries URL                        every entry of the log at URL, verified: its payload, one a line
//   node verify.mjs presentation URL [claim ...]       the presentation on standard input, verified: its claims; fails
//                                                      unless all the claims named are disclosed
//
// Keys are those that URL has at /.well-known/jwks.json. Status 1 and one line on standard error if anything is wrong.
import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { SDJwtInstance } from "@sd-jwt/core";
import { compactVerify, createRemoteJWKSet } from "jose";

const TYPE = "threat+sd-jwt";
const TILE_WIDTH = 256;

async function signed(jws, keys) {
  const { payload, protectedHeader } = await compactVerify(jws, keys, { algorithms: ["EdDSA"] });
  if (protectedHeader.typ !== TYPE) {
    throw new Error(`typ is ${protectedHeader.typ}, not ${TYPE}`);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(payload);
}

async function get(url) {
  const response = await fetch(url);
  if (response.status !== 200) {
    throw new Error(`${url}: ${response.status}`);
  }
  return Buffer.from(await response.arrayBuffer());
}

/** N of C2SP tlog-tiles: three digits a group, all groups but the last behind an x. */
function groups(n) {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, "0").match(/.../g);
  return digits.map((group, i) => (i < digits.length - 1 ? `x${group}` : group)).join("/");
}

async function* leaves(url) {
  const checkpoint = (await get(`${url}/log/checkpoint`)).toString();
  const size = Number(checkpoint.split("\n")[1]);
  for (let first = 0; first < size; first += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - first);
    const partial = width < TILE_WIDTH ? `.p/${width}` : "";
    const bundle = await get(`${url}/log/tile/entries/${groups(first / TILE_WIDTH)}${partial}`);
    let at = 0;
    for (let i = 0; i < width; i++) {
      const end = at + 2 + bundle.readUInt16BE(at);
      yield bundle.subarray(at + 2, end).toString("ascii");
      at = end;
    }
    if (at !== bundle.length) {
      throw new Error(`${bundle.length - at} bytes after entry ${first + width - 1}`);
    }
  }
}

async function entries(url, keys) {
  let index = 0;
  for await (const leaf of leaves(url)) {
    try {
      console.log(await signed(leaf, keys));
    } catch (e) {
      throw new Error(`entry ${index}: ${e.message}`);
    }
    index++;
  }
}

async function presentation(keys, required) {
  const library = new SDJwtInstance({
    hasher: (data, algorithm) => createHash(algorithm.replace("-", "")).update(new Uint8Array(Buffer.from(data))).digest(),
    hashAlg: "sha-256",
    verifier: async (data, signature) => {
      await signed(`${data}.${signature}`, keys);
      return true;
    },
  });
  const { payload } = await library.verify((await text(process.stdin)).trim(), { requiredClaimKeys: required });
  console.log(JSON.stringify(payload));
}

const [what, url, ...rest] = process.argv.slice(2);
try {
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`));
  if (what === "entries") {
    await entries(url, keys);
  } else if (what === "presentation") {
    await presentation(keys, rest);
  } else {
    throw new Error("usage: verify.mjs entries|presentation URL [claim ...]");
  }
} catch (e) {
  console.error(`verify.mjs: ${e.message}`);
  process.exitCode = 1;
}
