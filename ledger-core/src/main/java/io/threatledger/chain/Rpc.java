package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.http.HttpService;
import tools.jackson.databind.JsonNode;

/**
 * JSON-RPC over HTTP with one time limit for everything: connecting, asking, and reading the last byte.
 *
 * <p>Thread-safe. Whatever goes wrong inside, of whatever type, leaves as a {@link ChainException}.
 */
final class Rpc implements AutoCloseable {
    /** A longer answer is cut off, bytes: more events than one look asks for. */
    static final long ANSWER_BYTES_MAX = 16L << 20;

    private final OkHttpClient http;
    private final HttpService service;
    private volatile boolean closed;

    /** Takes any result as JSON, so that an answer can be looked at before it is believed. */
    static final class Answer extends org.web3j.protocol.core.Response<JsonNode> {}

    Rpc(String url, Duration limit) {
        // Not web3j's own builder: that loads an interceptor for logging, which would show the URL and what it may
        // hold.
        this.http = new OkHttpClient.Builder()
                .callTimeout(limit)
                .retryOnConnectionFailure(true)
                .addInterceptor(this::guarded)
                .build();
        this.service = new HttpService(url, http);
    }

    Json ask(RpcCall call) {
        Request<Object, Answer> request = request(call);
        @Nullable Answer answer = sending(call.method(), request::send);
        if (answer == null || answer.getId() != request.getId()) {
            throw new ChainException(Reason.MALFORMED, call.method() + ": not the answer to what was asked");
        }
        return new RpcAnswer(call.method(), answer.getResult(), answer.getError()).result();
    }

    /** Sends all in one request. The answers are in the order of the calls, whatever order they came in. */
    List<RpcAnswer> askAll(List<RpcCall> calls) {
        List<Request<Object, Answer>> requests =
                calls.stream().map(this::request).toList();
        BatchRequest batch = new BatchRequest(service);
        requests.forEach(batch::add);
        Map<Long, Answer> byId = new HashMap<>();
        sending("batch", () -> {
            batch.send().getResponses().forEach(answer -> byId.put(answer.getId(), (Answer) answer));
            return byId;
        });
        return requests.stream()
                .map(request -> {
                    Answer answer = byId.get(request.getId());
                    if (answer == null) {
                        throw new ChainException(Reason.MALFORMED, "the batch has no answer to " + request.getMethod());
                    }
                    return new RpcAnswer(request.getMethod(), answer.getResult(), answer.getError());
                })
                .toList();
    }

    private Request<Object, Answer> request(RpcCall call) {
        return new Request<>(call.method(), call.params(), service, Answer.class);
    }

    private interface Sending<T> {
        T send() throws IOException;
    }

    /** web3j fails with unchecked exceptions of several libraries for an answer that is not JSON-RPC. */
    private <T> T sending(String what, Sending<T> sending) {
        try {
            return sending.send();
        } catch (IOException e) {
            throw new ChainException(Reason.UNREACHABLE, what, e);
        } catch (org.web3j.protocol.exceptions.ClientConnectionException e) {
            throw new ChainException(Reason.UNREACHABLE, what, e);
        } catch (RuntimeException e) {
            throw new ChainException(Reason.MALFORMED, what, e);
        }
    }

    /** The call is registered by now: either {@link #close} sees it, or it sees that the client is closed. */
    private Response guarded(Interceptor.Chain chain) throws IOException {
        if (closed) {
            throw new IOException("the client is closed");
        }
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        if (body != null && body.source().request(ANSWER_BYTES_MAX + 1)) {
            response.close();
            throw new IOException("the answer is longer than " + ANSWER_BYTES_MAX + " bytes");
        }
        return response;
    }

    @Override
    public void close() {
        closed = true;
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
    }
}
