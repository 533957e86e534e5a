package io.threatledger.chain;

@SuppressWarnings({"TypeParameterUnusedInFormals", "InfiniteRecursion"})
final class Skeleton {

    private static final boolean MISSING = true;

    private Skeleton() {}

    static <T> T missing() {
        if (MISSING) {
            throw new UnsupportedOperationException();
        }
        return missing();
    }
}
