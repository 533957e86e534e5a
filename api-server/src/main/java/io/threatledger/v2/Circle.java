package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.auth.Accounts;
import io.threatledger.auth.Caller;
import io.threatledger.auth.Role;
import io.threatledger.store.OwnerRow;
import java.util.List;
import java.util.stream.Stream;

/**
 * The owners around an account: its own, and the communities and sources that one is a member of. These it sees; it speaks
 * as its own and as its communities, which members contribute to, while a source is fed by its own accounts alone.
 *
 * <p>This decides who may speak and what is listed here. It hides nothing: the ledger is public.
 */
final class Circle {
    private final Accounts accounts;

    Circle(Accounts accounts) {
        this.accounts = accounts;
    }

    OwnerRow own(Caller caller) {
        return accounts.owner(caller.owner()).orElseThrow();
    }

    /** The account's own first. */
    List<OwnerRow> visible(Caller caller) {
        OwnerRow own = own(caller);
        return Stream.concat(Stream.of(own), accounts.memberOf(own).stream()).toList();
    }

    /** The owner that the request names, or the account's own. One that is not visible is not there. */
    OwnerRow named(Context ctx, Caller caller) {
        String name = Parameters.text(ctx, "owner");
        return name == null
                ? own(caller)
                : visible(caller).stream()
                        .filter(owner -> owner.handle().equals(name))
                        .findFirst()
                        .orElseThrow(Messages::ownerNotFound);
    }

    /**
     * The same, if the account may speak as that owner.
     *
     * @param what is spoken of
     * @param done what would be done to it
     */
    OwnerRow speaking(Context ctx, Caller caller, String what, String done) {
        OwnerRow owner = named(ctx, caller);
        boolean isOpen = owner.handle().equals(caller.owner()) || owner.kind() == OwnerRow.Kind.COMMUNITY;
        if (!caller.role().mayActAs(Role.PUBLISHER) || !isOpen) {
            throw Messages.accessDenied(what, done);
        }
        return owner;
    }
}
