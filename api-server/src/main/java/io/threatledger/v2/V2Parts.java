package io.threatledger.v2;

import io.threatledger.auth.Accounts;
import io.threatledger.auth.SignedRequests;
import io.threatledger.http.Sources;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.publishing.Publishing;
import io.threatledger.query.exchange.Exchange;
import java.time.InstantSource;

/** What v2 is made of. */
public record V2Parts(
        SignedRequests requests,
        Accounts accounts,
        Sources sources,
        ProtectedRanges ranges,
        Publishing publishing,
        Exchange exchange,
        InstantSource clock) {}
