package io.threatledger.log;

import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.Origin;
import io.threatledger.entry.RandomBytes;
import java.time.InstantSource;

/**
 * What a sequencer is given besides its database.
 *
 * @param origin the log's name, every entry's {@code iss}
 * @param random where {@code jti} and salts come from; shared by the signing threads
 * @param signingThreads how many threads sign, usually one a core
 */
public record SequencerSettings(
        Origin origin, EntrySigner signer, RandomBytes random, InstantSource clock, int signingThreads) {}
