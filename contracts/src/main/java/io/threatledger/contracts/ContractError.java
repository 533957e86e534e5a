package io.threatledger.contracts;

import java.util.List;

/**
 * One refusal of the contract.
 *
 * @param arguments in the order of the error's signature; numbers in decimal, words and addresses as {@code 0x…}
 */
public record ContractError(Refusal refusal, List<String> arguments) {

    public ContractError {
        arguments = List.copyOf(arguments);
    }

    /** One sentence for people. */
    public String text() {
        return refusal.sentence(arguments);
    }
}
