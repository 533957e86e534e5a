package io.threatledger.auth;

import io.threatledger.http.Sources;
import io.threatledger.http.TestServer;
import io.threatledger.store.KeyRow;
import io.threatledger.store.OwnerRow;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server that answers signed requests with the name of who signed, whose clock stands where the test vectors do. */
final class SigningNode implements AutoCloseable {
    static final long NOW = 1_513_703_787;
    static final String ID = "55555555555555555555";
    static final String SECRET = "test-secret-key";

    final TestAccounts store;
    final TestServer server;
    private final long account;

    SigningNode(Path folder, Sources sources) {
        store = new TestAccounts(folder);
        store.now.set(NOW);
        store.accounts.createOwner("acme", "Acme", OwnerRow.Kind.ORGANIZATION);
        account = store.accounts
                .createAccount("acme", "signer", Role.PUBLISHER, "enterprise")
                .id();
        keyWithSecret(ID, SECRET);
        Limits limits = store.limits(false);
        SignedRequests requests = new SignedRequests(store.accounts, limits, sources, store.clock);
        server = store.server(limits, routes -> {
            for (String path : new String[] {"/v2/*", "/api/v2/*"}) {
                routes.get(
                        path, ctx -> ctx.result(requests.require(ctx).caller().accountName()));
                routes.post(
                        path, ctx -> ctx.result(requests.require(ctx).caller().accountName()));
                routes.delete(
                        path, ctx -> ctx.result(requests.require(ctx).caller().accountName()));
            }
        });
    }

    /** An access id whose secret is known beforehand: those that the node makes are random. */
    void keyWithSecret(String id, String secret) {
        SecretBox box = new SecretBox(new byte[32], bytes -> {});
        store.database.write(session -> KeyRow.insert(
                session,
                new KeyRow.Draft(account, KeyRow.Kind.HMAC, "vectors", id, null, id, box.seal(secret, id), null),
                NOW));
    }

    NewKey key(@Nullable Long expiresAtSeconds) {
        return store.accounts.createAccessId(account, "test", expiresAtSeconds);
    }

    /** What a client does: signs and sends. The answer's status and body in one line. */
    String signed(String method, String target, long timestamp) throws IOException {
        return signed(method, target, timestamp, target);
    }

    String signed(String method, String target, long timestamp, String signedTarget) throws IOException {
        String signature = SignedRequests.sign(SECRET, signedTarget + ":" + method + ":" + timestamp);
        return raw(method, target, "Timestamp: " + timestamp, "Authorization: TC " + ID + ":" + signature);
    }

    /** Sends these bytes: no client stands between what is signed and what is sent. */
    String raw(String method, String target, String... headers) throws IOException {
        String answer = server.raw(method + " " + target + " HTTP/1.1\r\nHost: node\r\nConnection: close\r\n"
                + String.join(
                        "",
                        java.util.Arrays.stream(headers)
                                .map(line -> line + "\r\n")
                                .toList())
                + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n");
        return answer.substring(9, 12) + " " + answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
