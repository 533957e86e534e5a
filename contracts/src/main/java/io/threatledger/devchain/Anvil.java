package io.threatledger.devchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The development chain of {@code threatledger dev}: about 0.1 s to start, about 20 MB. */
public final class Anvil implements DevChain {
    /** How much of the chain a kill may lose. Anvil writes all of it each time, a hundred megabytes with 4,000 blocks. */
    static final int STATE_INTERVAL_SECONDS = 10;

    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");

    private final ChainProcess process;
    private final Optional<StateKeeper> keeper;

    private Anvil(ChainProcess process, Optional<StateKeeper> keeper) {
        this.process = process;
        this.keeper = keeper;
    }

    /** Starts with {@link AnvilOptions#defaults()} from {@link ContractsFolder#find()}, installing anvil if need be. */
    public static Anvil start() {
        return start(AnvilOptions.defaults());
    }

    /** Starts from {@link ContractsFolder#find()}, installing anvil if need be without a word. */
    public static Anvil start(AnvilOptions options) {
        Path contractsFolder = ContractsFolder.find();
        NodeTools.ensureInstalled(contractsFolder, progress -> {});
        return start(contractsFolder, options);
    }

    /**
     * Starts anvil and waits until it listens.
     *
     * @param contractsFolder where {@link NodeTools#ensureInstalled} has been
     * @throws DevChainException if it does not start, for instance because the port is in use
     */
    public static Anvil start(Path contractsFolder, AnvilOptions options) {
        Optional<AnvilState> state = options.stateFile().map(AnvilState::new);
        state.ifPresent(AnvilState::prepare);
        ChainProcess process =
                ChainProcess.start("anvil", contractsFolder, command(contractsFolder, options), LISTENING);
        return new Anvil(process, state.map(StateKeeper::start));
    }

    /** An account of the standard test mnemonic, <strong>whose private key is public knowledge</strong>. */
    public static DevAccount developmentAccount(int index) {
        return DevAccount.of(index);
    }

    @Override
    public String rpcUrl() {
        return process.rpcUrl();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void stop() {
        process.stop();
        keeper.ifPresent(StateKeeper::stop);
    }

    @Override
    public void kill() {
        process.kill();
        keeper.ifPresent(StateKeeper::abandon);
    }

    @Override
    public void suspend() {
        process.suspend();
    }

    @Override
    public void resume() {
        process.resume();
    }

    private static List<String> command(Path contractsFolder, AnvilOptions options) {
        List<String> command = new ArrayList<>(List.of(
                binary(contractsFolder).toString(),
                "--host=127.0.0.1",
                "--port=" + options.port(),
                "--chain-id=" + options.chainId()));
        if (options.blockTimeSeconds() > 0) {
            command.add("--block-time=" + options.blockTimeSeconds());
        }
        options.stateFile().ifPresent(file -> {
            command.add("--state=" + file.toAbsolutePath());
            command.add("--state-interval=" + STATE_INTERVAL_SECONDS);
        });
        return command;
    }

    /** The native program itself: signals to the wrapper beside it would not reach the chain. */
    private static Path binary(Path contractsFolder) {
        Path binary = contractsFolder.resolve("node_modules/@foundry-rs/anvil-%s-%s/bin/anvil".formatted(os(), cpu()));
        if (!Files.isExecutable(binary)) {
            throw new DevChainException(binary + " is missing: run npm ci in " + contractsFolder);
        }
        return binary;
    }

    private static String os() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String cpu() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "amd64";
    }
}
