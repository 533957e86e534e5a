package io.threatledger.contracts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads revert data, as {@link RevertData} finds it in a node's answer. */
public final class ContractErrors {
    private static final int SELECTOR_CHARS = 10;
    private static final String SOLIDITY_ERROR = "0x08c379a0";
    private static final String SOLIDITY_PANIC = "0x4e487b71";

    private ContractErrors() {}

    /**
     * The refusal that these bytes name; empty if they are of another contract, or no revert data at all.
     *
     * @throws ContractDecodingException if the selector is ours and the arguments are not
     */
    public static Optional<ContractError> decode(String revertData) {
        return Refusal.ofSelector(selector(revertData))
                .map(refusal -> new ContractError(refusal, arguments(refusal, revertData)));
    }

    /** One sentence for people, whatever the bytes are. */
    public static String describe(String revertData) {
        try {
            return decode(revertData).map(ContractError::text).orElseGet(() -> describeForeign(revertData));
        } catch (ContractDecodingException e) {
            return "reverted with malformed data " + revertData;
        }
    }

    private static String describeForeign(String revertData) {
        String selector = selector(revertData);
        if (selector.equals(SOLIDITY_ERROR)) {
            Words words = Words.of("Error(string)", revertData.substring(SELECTOR_CHARS));
            return "reverted: " + new String(words.dynamic(0), StandardCharsets.UTF_8);
        } else if (selector.equals(SOLIDITY_PANIC)) {
            Words words = Words.ofExactly("Panic(uint256)", revertData.substring(SELECTOR_CHARS), 1);
            return "panicked with code 0x" + words.uint(0).toString(16);
        }
        return revertData.equals("0x") ? "reverted without a reason" : "reverted with unknown data " + revertData;
    }

    private static List<String> arguments(Refusal refusal, String revertData) {
        List<String> types = refusal.parameterTypes();
        Words words = Words.ofExactly(refusal.signature(), revertData.substring(SELECTOR_CHARS), types.size());
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            arguments.add(argument(words, i, types.get(i)));
        }
        return arguments;
    }

    private static String argument(Words words, int index, String type) {
        return switch (type) {
            case "bytes32" -> words.bytes32(index).toString();
            case "address" -> words.address(index).toString();
            default -> words.uint(index).toString();
        };
    }

    private static String selector(String revertData) {
        return revertData.length() < SELECTOR_CHARS
                ? ""
                : revertData.substring(0, SELECTOR_CHARS).toLowerCase(Locale.ROOT);
    }
}
