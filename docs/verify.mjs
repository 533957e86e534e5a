// node verify.mjs PROOF ID: what a tlog-proof says without any key. Shares no code with the node that made it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [file, id] = process.argv.slice(2);
const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const check = (what, got, want) => {
  console.log(got === want ? `ok    ${what} ${got}` : `FAIL  ${what} ${got}, not ${want}`);
  if (got !== want) process.exitCode = 1;
};

const [[form, extra, at, ...path], [origin, size, root]] = readFileSync(file, "utf8").split("\n\n").map((part) => part.split("\n"));
check("form", form, "c2sp.org/tlog-proof@v1");
const [entry, ...disclosures] = Buffer.from(extra.slice("extra ".length), "base64").toString().split("~");
const claims = JSON.parse(Buffer.from(entry.split(".")[1], "base64url"));
const leaf = sha256([0], entry);
const letter = (five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[parseInt(five, 2)];
check("id", "TC-" + leaf.reduce((bits, byte) => bits + byte.toString(2).padStart(8, "0"), "").match(/.{5}/g).slice(0, 26).map(letter).join(""), id);
check("origin", claims.iss, origin);
check("disclosed without a digest:", disclosures.slice(0, -1).filter((d) => !claims._sd.includes(sha256(d).toString("base64url"))).length, 0);

let [index, last, hash] = [BigInt(at.slice("index ".length)), BigInt(size) - 1n, leaf]; // RFC 9162, section 2.1.3.2
check("index below the size:", index <= last, true);
for (const sibling of path) {
  const isRight = index % 2n === 1n || index === last;
  hash = isRight ? sha256([1], Buffer.from(sibling, "base64"), hash) : sha256([1], hash, Buffer.from(sibling, "base64"));
  while (isRight && index % 2n === 0n && index > 0n) [index, last] = [index / 2n, last / 2n];
  [index, last] = [index / 2n, last / 2n];
}
check("levels left:", last, 0n);
check(`root of size ${size}:`, hash.toString("base64"), root);
console.log(claims, disclosures.slice(0, -1).map((d) => JSON.parse(Buffer.from(d, "base64url")).slice(1)));
