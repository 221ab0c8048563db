package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.attestation.reference.ReferenceLines.Placed;
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
 * Takes a list of reference values whose images the catalog does not have: software that is delivered another way. Nothing
 * but the caller's word stands for them. All are taken, or none.
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
    private static final String THERE = """
            select r.type, r.component_id, r.image_id, r.name, r.digest, r.security_version
            from reference_value r join\s""" + VALUES + """
            on v.component = r.component_id and v.image = r.image_id
            where r.catalog_id = $1""";

    private final Commands commands;

    ImportReferenceValues(Commands commands) {
        this.commands = commands;
    }

    /** Imports the JSON form; fails with {@code invalid-request} that names each bad value. */
    public Uni<ReferenceImportResult> of(ReferenceImport wanted) {
        return add(ReferenceLines.of(wanted.values()));
    }

    /** Imports the CSV form; fails with {@code invalid-request} that names each bad line. */
    public Uni<ReferenceImportResult> ofCsv(byte[] csv) {
        return Workers.run(() -> ReferenceLines.ofCsv(csv)).chain(this::add);
    }

    private Uni<ReferenceImportResult> add(List<Placed> lines) {
        return commands.run(lines.size(), tx -> add(tx, lines));
    }

    private Uni<ReferenceImportResult> add(Tx tx, List<Placed> lines) {
        String values = JsonRows.of(lines.stream().map(Placed::value).toList());
        return tx.update(ADD, tx.catalog(), values, tx.now(), tx.actor().name())
                .call(() -> tx.list(THERE, ImportReferenceValues::there, tx.catalog(), values)
                        .invoke(there -> requireAsHanded(lines, new HashSet<>(there))))
                .map(added -> new ReferenceImportResult(added, lines.size() - added))
                .call(result -> tell(tx, result));
    }

    /** An image never measures anything else: the list, or what the catalog has, is wrong. */
    private static void requireAsHanded(List<Placed> lines, Set<NewReferenceValue> there) {
        List<FieldError> others = lines.stream()
                .filter(line -> !there.contains(line.value()))
                .map(line -> new FieldError(
                        line.place(),
                        "differs from what the catalog has of image "
                                + line.value().image()))
                .toList();
        if (!others.isEmpty()) {
            throw ProblemException.invalid(others);
        }
    }

    private Uni<Void> tell(Tx tx, ReferenceImportResult result) {
        String name = String.valueOf(tx.catalog().value());
        return tx.audit(
                tx.entry(
                        "ImportReferenceValues",
                        name,
                        "Imported " + result.added() + " reference values; " + result.known() + " were known."),
                Event.of("ReferenceValuesImported", name, Map.of("added", result.added())));
    }

    private static NewReferenceValue there(Row row) {
        return new NewReferenceValue(
                row.getString("type"),
                new ComponentId(row.getUUID("component_id")),
                new ImageId(row.getUUID("image_id")),
                row.getString("name"),
                Columns.digest(row, "digest"),
                row.getLong("security_version"));
    }
}
