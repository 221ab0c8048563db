package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.authority.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/** Who asked, as it is kept beside their name: a name can change, and be another's, so it counts only where nothing else is known. */
final class Requester {
    private Requester() {}

    static String written(DelegatedPrincipal mandate) {
        return new JsonObject()
                .put("issuer", mandate.subject().issuer())
                .put("id", mandate.subject().id())
                .put("groups", new JsonArray(mandate.subject().groups()))
                .encode();
    }

    static DelegatedPrincipal read(Row row) {
        JsonObject json = row.getJsonObject("requester");
        Subject subject = new Subject(
                json.getString("issuer"),
                json.getString("id"),
                // Roles that were given to an address are bound to whoever comes with it first: only its bearer may do
                // that.
                null,
                json.getJsonArray("groups").stream().map(String::valueOf).toList());
        return new DelegatedPrincipal(row.getString("requested_by"), subject, Columns.digestOrNull(row, "token"));
    }

    /** Returns whether the caller is the person who asked, or whose token did. */
    static boolean is(DelegatedPrincipal requester, Caller caller) {
        return requester.subject().isKnown()
                ? requester.subject().key().equals(caller.subject().key())
                : requester.name().equalsIgnoreCase(caller.name());
    }

    /** Adds that the caller is the person who asked for an approval {@code x}, or whose token did. */
    static void isPerson(SqlBuilder found, Caller caller) {
        found.sql("case coalesce(x.requester ->> 'id', '') when '' then lower(x.requested_by) = lower(")
                .value(caller.name(), "text")
                .sql(") else x.requester ->> 'issuer' = ")
                .value(caller.subject().issuer(), "text")
                .sql(" and x.requester ->> 'id' = ")
                .value(caller.subject().id(), "text")
                .sql(" end");
    }
}
