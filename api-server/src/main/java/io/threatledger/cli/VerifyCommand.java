package io.threatledger.cli;

import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.entry.EntryId;
import io.threatledger.proof.ProofBundle;
import io.threatledger.proof.ProofVerifier;
import io.threatledger.proof.Step;
import io.threatledger.proof.TlogProof;
import io.threatledger.proof.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks one proof bundle and shows each step. */
@Command(
        name = "verify",
        header = "Check one proof, offline or against a chain, and print each step.",
        description = {
            "",
            "A proof never vouches for itself: what it is held against is given here, from the chain",
            "(--rpc, --contract and --log-id; a file named with --env may hold them) or as keys (--vkey and",
            "--jwks). With neither, signatures stay unchecked and the answer is no.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  threatledger verify TC-ABCDEFGHIJKLMNOPQRSTUVWXYZ --rpc http://127.0.0.1:8545 --contract 0x… --log-id 0x…",
            "  threatledger verify TC-ABCDEFGHIJKLMNOPQRSTUVWXYZ --env data/dev.env",
            "  threatledger verify proof.json --vkey log.vkey --jwks jwks.json"
        })
final class VerifyCommand extends CliCommand {
    private static final String STANDARD_INPUT = "-";

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Mixin
    private TrustOptions trustOptions = new TrustOptions();

    @Parameters(
            paramLabel = "FILE-or-ID",
            description =
                    "A bundle (JSON) or a tlog-proof, - for standard input; or the id of an entry, asked of the node.")
    private String what = STANDARD_INPUT;

    VerifyCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        ProofBundle bundle = parse(text());
        Optional<Trust> trust = trustOptions.orFrom(node.named()).trust(bundle);
        List<Step> steps =
                trust.isPresent() ? new ProofVerifier(trust.get()).verify(bundle) : UntrustedSteps.of(bundle);
        around.out().println(bundle.id() + "  index " + bundle.index());
        steps.forEach(step -> around.out().println(line(step)));
        boolean good = trust.isPresent() && Step.allOk(steps);
        around.out().println(good ? "verified: " + trustOptions.told() : "NOT verified" + missing(trust));
        return good ? ExitStatus.DONE : ExitStatus.NO;
    }

    private static String missing(Optional<Trust> trust) {
        return trust.isPresent()
                ? ""
                : ": name the chain (--rpc, --contract and --log-id) or the keys (--vkey and --jwks)";
    }

    private String text() throws IOException {
        if (what.equals(STANDARD_INPUT)) {
            return new String(around.in().readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!what.startsWith(EntryId.PREFIX) || Files.exists(Path.of(what))) {
            return Files.readString(Path.of(what), StandardCharsets.UTF_8);
        }
        try (ThreatLedgerClient client = node.client(around, NodeOptions.WRITERS, Waiting.aloud(around))) {
            return client.proof(EntryId.parse(what).value());
        }
    }

    private static ProofBundle parse(String text) {
        return text.stripLeading().startsWith("{")
                ? ProofBundle.parse(text)
                : TlogProof.parse(text).bundle();
    }

    private static String line(Step step) {
        return "  %-4s %-22s %s".formatted(step.ok() ? "ok" : "FAIL", step.name(), Printing.oneLine(step.compared()));
    }
}
