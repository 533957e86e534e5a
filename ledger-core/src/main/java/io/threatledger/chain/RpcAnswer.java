package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.ContractErrors;
import io.threatledger.contracts.RevertData;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Response;
import tools.jackson.databind.JsonNode;

/** What a node said to one call: a result or an error, never both. */
final class RpcAnswer {
    private final String method;
    private final @Nullable JsonNode result;
    private final Response.@Nullable Error error;

    RpcAnswer(String method, @Nullable JsonNode result, Response.@Nullable Error error) {
        this.method = method;
        this.result = result;
        this.error = error;
    }

    /**
     * The result, which may be JSON's null.
     *
     * @throws ChainException when the node answered with an error
     */
    Json result() {
        if (error != null) {
            throw failure(error);
        }
        return new Json(method, result);
    }

    boolean failed() {
        return error != null;
    }

    private ChainException failure(Response.Error told) {
        return RevertData.from(told.getData())
                .map(data -> new ChainException(Reason.REVERTED, method + ": " + ContractErrors.describe(data)))
                .orElseGet(() -> new ChainException(
                        Reason.REFUSED, method + ": error " + told.getCode() + ", " + told.getMessage()));
    }
}
