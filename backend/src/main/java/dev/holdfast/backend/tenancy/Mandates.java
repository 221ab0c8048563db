package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.tenancy.authority.Authority;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What somebody may do now who asked for something earlier. Roles that were taken away count no more, and neither does a token that
 * was revoked or has expired. What groups carry is as the access token said then: the person is not there to bring another.
 */
@ApplicationScoped
public class Mandates {
    private final KnownCallers callers;
    private final TokenCallers tokens;

    Mandates(KnownCallers callers, TokenCallers tokens) {
        this.callers = callers;
        this.tokens = tokens;
    }

    /** Returns the authority; that of nobody when the token counts no more. */
    public Uni<Authority> now(Mandate mandate) {
        return mandate.token() == null
                ? callers.arrive(new TokenSubject(mandate.name(), mandate.displayName(), mandate.subject()), null)
                        .map(arrival -> arrival.caller().authority())
                : tokens.authority(mandate.token());
    }
}
