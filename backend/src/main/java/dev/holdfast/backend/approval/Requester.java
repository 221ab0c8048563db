package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.authority.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/** Stored form of a requester. A name can change or be reused, so it identifies a person only if the subject is unknown. */
final class Requester {
    private Requester() {}

    static String toJson(DelegatedPrincipal requester) {
        return new JsonObject()
                .put("issuer", requester.subject().issuer())
                .put("id", requester.subject().id())
                .put("groups", new JsonArray(requester.subject().groups()))
                .encode();
    }

    static DelegatedPrincipal read(Row row) {
        JsonObject json = row.getJsonObject("requester");
        Subject subject = new Subject(
                json.getString("issuer"),
                json.getString("id"),
                // No e-mail address: a role assigned to an address binds to the first person who signs in with it.
                null,
                json.getJsonArray("groups").stream().map(String::valueOf).toList());
        return new DelegatedPrincipal(row.getString("requested_by"), subject, Columns.digestOrNull(row, "token"));
    }

    /** Returns whether the caller, or the owner of the caller's token, is the requester. */
    static boolean is(DelegatedPrincipal requester, Caller caller) {
        return requester.subject().isKnown()
                ? requester.subject().key().equals(caller.subject().key())
                : requester.name().equalsIgnoreCase(caller.name());
    }

    /** Adds the condition that the caller, or the owner of the caller's token, requested the approval {@code x}. */
    static void addRequestedBy(SqlBuilder found, Caller caller) {
        found.sql("case coalesce(x.requester ->> 'id', '') when '' then lower(x.requested_by) = lower(")
                .value(caller.name(), "text")
                .sql(") else x.requester ->> 'issuer' = ")
                .value(caller.subject().issuer(), "text")
                .sql(" and x.requester ->> 'id' = ")
                .value(caller.subject().id(), "text")
                .sql(" end");
    }
}
