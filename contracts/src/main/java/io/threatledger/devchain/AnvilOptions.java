package io.threatledger.devchain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How anvil is started. Begin with {@link #defaults()}.
 *
 * @param port 0 takes a free one
 * @param chainId what the chain calls itself
 * @param blockTimeSeconds 0 mines each transaction at once, into a block of its own
 * @param stateFile where the chain is kept between starts; empty keeps nothing
 */
public record AnvilOptions(int port, long chainId, int blockTimeSeconds, Optional<Path> stateFile) {
    public static final long CHAIN_ID_DEFAULT = 31337;

    /** A free port, chain id 31337, a block per transaction, nothing kept. */
    public static AnvilOptions defaults() {
        return new AnvilOptions(0, CHAIN_ID_DEFAULT, 0, Optional.empty());
    }

    public AnvilOptions withPort(int newPort) {
        return new AnvilOptions(newPort, chainId, blockTimeSeconds, stateFile);
    }

    public AnvilOptions withChainId(long newChainId) {
        return new AnvilOptions(port, newChainId, blockTimeSeconds, stateFile);
    }

    public AnvilOptions withBlockTimeSeconds(int newBlockTimeSeconds) {
        return new AnvilOptions(port, chainId, newBlockTimeSeconds, stateFile);
    }

    public AnvilOptions withStateFile(Path newStateFile) {
        return new AnvilOptions(port, chainId, blockTimeSeconds, Optional.of(newStateFile));
    }
}
