package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.attestation.reference.ReferenceLines.Located;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.reference.NewReferenceValue;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Imports reference values of software that is delivered outside of Holdfast. Only the caller vouches for them. Imports all values or none.
 */
@ApplicationScoped
public class ImportReferenceValues implements DirectCommand<ImportReferenceValues.Request, ReferenceImportResult> {
    /** Most new values of an import that needs approval, because an approver must see all of them. */
    static final int MAX_TO_APPROVE = 100;

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

    private final DiskSpace disk;

    ImportReferenceValues(DiskSpace disk) {
        this.disk = disk;
    }

    /** Values to import, each with its location in the list. */
    record Request(List<Located> lines) {
        /** Reads JSON; fails with {@code invalid-request} that names each bad value. */
        static Request of(ReferenceImport request) {
            return new Request(ReferenceLines.of(request.values()));
        }

        /** Reads CSV; fails with {@code invalid-request} that names each bad line. */
        static Uni<Request> ofCsv(byte[] csv) {
            return Workers.run(() -> new Request(ReferenceLines.ofCsv(csv)));
        }

        private String values() {
            return JsonRows.of(lines.stream().map(Located::value).toList());
        }
    }

    @Override
    public String name() {
        return "ImportReferenceValues";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.ACCEPT_REFERENCES);
    }

    @Override
    public Permission needs(Request request, ApprovalOperation operation) {
        return Permission.MANAGE_CATALOG;
    }

    @Override
    public int rows(Request request) {
        return request.lines().size();
    }

    /** Values that the catalog already has need no approval. */
    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        String values = request.values();
        return existing(tx, values).map(existing -> {
            Set<Object> known = new HashSet<>();
            existing.forEach(value -> known.add(imageOf(value)));
            List<NewReferenceValue> added = request.lines().stream()
                    .map(Located::value)
                    .filter(value -> !known.contains(imageOf(value)))
                    .toList();
            requireSame(
                    request.lines().stream()
                            .filter(line -> known.contains(imageOf(line.value())))
                            .toList(),
                    existing);
            return plan(tx, request, values, added);
        });
    }

    private static Plan plan(Tx tx, Request request, String values, List<NewReferenceValue> added) {
        if (added.size() > MAX_TO_APPROVE) {
            throw ProblemException.conflict("Importing reference values requires approval in this catalog, of at most "
                    + MAX_TO_APPROVE + " new values at a time. Import them in several parts.");
        }
        return Plan.of(
                        added.isEmpty() ? null : ApprovalOperation.ACCEPT_REFERENCES,
                        String.valueOf(tx.catalog().value()),
                        "Import " + added.size() + (added.size() == 1 ? " reference value." : " reference values."),
                        Scope.of(tx.catalog()),
                        "",
                        request,
                        Uni.createFrom().item(() -> effect(added)))
                .about(Digest.sha256(values.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static List<String> effect(List<NewReferenceValue> added) {
        return Stream.concat(
                        Stream.of("Attestations accept these measurements from all devices of the catalog:"),
                        added.stream()
                                .map(value -> value.type() + " " + value.name() + ", security version "
                                        + value.securityVersion() + ", component " + value.component() + ", SHA-256 "
                                        + value.digest().hex()))
                .toList();
    }

    private static Object imageOf(NewReferenceValue value) {
        return List.of(value.component(), value.image());
    }

    @Override
    public Uni<ReferenceImportResult> perform(Tx tx, Request request) {
        disk.requireRoom();
        List<Located> lines = request.lines();
        String values = request.values();
        return tx.update(ADD, tx.catalog(), values, tx.now(), tx.actor().name())
                .call(() -> existing(tx, values).invoke(existing -> requireSame(lines, existing)))
                .map(added -> new ReferenceImportResult(added, lines.size() - added))
                .call(result -> audit(tx, result));
    }

    private static Uni<Set<NewReferenceValue>> existing(Tx tx, String values) {
        return tx.list(EXISTING, ImportReferenceValues::existing, tx.catalog(), values)
                .map(HashSet::new);
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
                        name(),
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
