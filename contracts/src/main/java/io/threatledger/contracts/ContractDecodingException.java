package io.threatledger.contracts;

/** The chain answered something that our contract does not say: another contract, no contract, or a broken node. */
public final class ContractDecodingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContractDecodingException(String message) {
        super(message);
    }

    ContractDecodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
