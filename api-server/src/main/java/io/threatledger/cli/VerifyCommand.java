package io.threatledger.cli;

import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.entry.EntryId;
import io.threatledger.proof.InvalidProof;
import io.threatledger.proof.ProofBundle;
import io.threatledger.proof.ProofFile;
import io.threatledger.proof.ProofVerifier;
import io.threatledger.proof.Step;
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
        Optional<Trust> trust = trustOptions.orFrom(node.named()).trust();
        byte[] proof = bytes();
        List<Step> steps = steps(proof, trust);
        steps.forEach(step -> around.out().println(line(step)));
        boolean good = Step.allOk(steps);
        around.out().println(good ? "verified: " + trustOptions.told() : "NOT verified" + missing(trust));
        return good ? ExitStatus.DONE : ExitStatus.NO;
    }

    private List<Step> steps(byte[] proof, Optional<Trust> trust) {
        ProofBundle bundle;
        try {
            bundle = ProofFile.read(proof);
        } catch (InvalidProof e) {
            return List.of(new Step(Step.FORM, Step.Result.FAILED, String.valueOf(e.getMessage())));
        }
        around.out().println(bundle.id() + "  index " + bundle.index());
        return trust.map(ProofVerifier::trusting)
                .orElseGet(ProofVerifier::trustingNobody)
                .verify(bundle);
    }

    private static String missing(Optional<Trust> trust) {
        return trust.isPresent()
                ? ""
                : ", signature unchecked: name the chain (--rpc, --contract and --log-id) or the keys (--vkey and --jwks)";
    }

    private byte[] bytes() throws IOException {
        if (what.equals(STANDARD_INPUT)) {
            return around.in().readAllBytes();
        }
        if (!what.startsWith(EntryId.PREFIX) || Files.exists(Path.of(what))) {
            return Files.readAllBytes(Path.of(what));
        }
        try (ThreatLedgerClient client = node.client(around, NodeOptions.WRITERS, Waiting.aloud(around))) {
            return client.proof(EntryId.parse(what).value()).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String line(Step step) {
        return "  %-4s %-22s %s".formatted(mark(step), step.name(), Printing.oneLine(step.compared()));
    }

    private static String mark(Step step) {
        return switch (step.result()) {
            case OK -> "ok";
            case FAILED -> "FAIL";
            case UNCHECKED -> "--";
        };
    }
}
