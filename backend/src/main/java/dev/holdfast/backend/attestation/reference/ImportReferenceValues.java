package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.attestation.reference.ReferenceLines.Located;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.NewReferenceValue;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Imports reference values of software that is delivered outside of Holdfast. Only the caller vouches for them. Imports all values or none.
 */
@ApplicationScoped
public class ImportReferenceValues {
    private static final String VALUES = """
            json_to_recordset($2::text::json)
                as v(component uuid, image uuid, type text, name text, digest bytea, security_version bigint)
            """;
    private static final String ADD = """
            insert into reference_value (catalog_id, component_id, image_id, type, name, digest, security_version,
                uploaded_at, origin, added_by)
            select $1, v.component, v.image, v.type, v.name, v.digest, v.security_version, $3, 'IMPORT', $4
            from\s""" + VALUES + """
            order by v.component, v.image
            on conflict (catalog_id, component_id, image_id) do nothing""";
    private static final String EXISTING = """
            select r.type, r.component_id, r.image_id, r.name, r.digest, r.security_version
            from reference_value r join\s""" + VALUES + """
            on v.component = r.component_id and v.image = r.image_id
            where r.catalog_id = $1""";

    private final Commands commands;

    ImportReferenceValues(Commands commands) {
        this.commands = commands;
    }

    /** Imports JSON; fails with {@code invalid-request} that names each bad value. */
    public Uni<ReferenceImportResult> of(ReferenceImport request) {
        return add(ReferenceLines.of(request.values()));
    }

    /** Imports CSV; fails with {@code invalid-request} that names each bad line. */
    public Uni<ReferenceImportResult> ofCsv(byte[] csv) {
        return Workers.run(() -> ReferenceLines.ofCsv(csv)).chain(this::add);
    }

    private Uni<ReferenceImportResult> add(List<Located> lines) {
        return commands.run(lines.size(), tx -> add(tx, lines));
    }

    private Uni<ReferenceImportResult> add(Tx tx, List<Located> lines) {
        String values = JsonRows.of(lines.stream().map(Located::value).toList());
        return tx.update(ADD, tx.catalog(), values, tx.now(), tx.actor().name())
                .call(() -> tx.list(EXISTING, ImportReferenceValues::existing, tx.catalog(), values)
                        .invoke(existing -> requireSame(lines, new HashSet<>(existing))))
                .map(added -> new ReferenceImportResult(added, lines.size() - added))
                .call(result -> audit(tx, result));
    }

    /** Rejects values that differ from the catalog's value of the same image, because the digest of an image never changes. */
    private static void requireSame(List<Located> lines, Set<NewReferenceValue> existing) {
        List<FieldError> others = lines.stream()
                .filter(line -> !existing.contains(line.value()))
                .map(line -> new FieldError(
                        line.location(),
                        "differs from the catalog's value of image "
                                + line.value().image()))
                .toList();
        if (!others.isEmpty()) {
            throw ProblemException.invalid(others);
        }
    }

    private Uni<Void> audit(Tx tx, ReferenceImportResult result) {
        String name = String.valueOf(tx.catalog().value());
        return tx.audit(
                tx.entry(
                        "ImportReferenceValues",
                        name,
                        "Imported " + result.added() + " reference values; " + result.known() + " already existed."),
                Event.of("ReferenceValuesImported", name, Map.of("added", result.added())));
    }

    private static NewReferenceValue existing(Row row) {
        return new NewReferenceValue(
                row.getString("type"),
                new ComponentId(row.getUUID("component_id")),
                new ImageId(row.getUUID("image_id")),
                row.getString("name"),
                Columns.digest(row, "digest"),
                row.getLong("security_version"));
    }
}
