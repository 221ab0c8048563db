package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.tlog.AuditBundle;
import dev.holdfast.contract.tlog.Checkpoint;
import dev.holdfast.contract.tlog.LogReport;
import dev.holdfast.contract.tlog.MerkleHash;
import dev.holdfast.contract.tlog.MerkleProof;
import dev.holdfast.contract.tlog.MerkleTree;
import dev.holdfast.contract.tlog.Tile;
import dev.holdfast.contract.tlog.VerifierKey;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes audit logs directly in the database. Verification must find every change. Also tests the origin that entries record. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditProofTest {
    private static final int ENTRIES = 300;
    /** Limits a statement to the test's catalog: the owner of the tables can read the counters of all catalogs. */
    private static final String HERE = " where catalog_id = current_catalog_id()";

    @Inject
    Transactions transactions;

    @Inject
    AuditLog audit;

    @Inject
    SealAuditLogs seal;

    @Inject
    Vertx vertx;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private Fleet fleet;
    private CatalogId catalog;

    @BeforeEach
    void a_catalog_has_300_sealed_entries() {
        fleet = Fleet.create();
        catalog = fleet.catalogId();
        // Creating the catalog and its product wrote three entries.
        append(ENTRIES - 3);
        sealAll();
    }

    @Test
    void an_untouched_log_is_intact() {
        fleet.owner()
                .get(fleet.path("audit/verification"))
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("entries", equalTo(ENTRIES))
                .body("sealed", equalTo(ENTRIES))
                .body("findings", empty());
        assertThat(offline(List.of()).intact()).isTrue();
    }

    @Test
    void an_edited_entry_is_found() {
        asOwner("update audit_entry set actor = 'somebody else' where sequence = 257");
        assertFound("Entry 257 was changed after it was sealed.");
    }

    @Test
    void an_edit_of_any_column_is_found() {
        for (String column :
                List.of("detail", "subject", "action", "reason", "address", "agent", "correlation", "token")) {
            asOwner("update audit_entry set " + column + " = concat(" + column + ", '!') where sequence = 7");
            assertFound("Entry 7 was changed after it was sealed.");
            asOwner("update audit_entry set " + column + " = nullif(rtrim(" + column
                    + ", '!'), '') where sequence = 7");
        }
        asOwner("update audit_entry set at = at + interval '1 microsecond' where sequence = 7");
        assertFound("Entry 7 was changed after it was sealed.");
        asOwner("update audit_entry set at = at - interval '1 microsecond', after = '{\"a\":1}' where sequence = 7");
        assertFound("Entry 7 was changed after it was sealed.");
        asOwner("update audit_entry set after = null where sequence = 7");
        assertThat(offline(List.of()).intact()).isTrue();
    }

    @Test
    void a_deleted_entry_is_found() {
        asOwner("delete from audit_entry where sequence in (12, 13, 280)");
        assertFound("Entries 12 to 13 are missing.", "Entry 280 is missing.");
    }

    @Test
    void a_deleted_entry_is_found_even_if_later_ones_are_renumbered() {
        asOwner(
                "delete from audit_entry where sequence = 298",
                "update audit_entry set sequence = 298 where sequence = 299",
                "update audit_entry set sequence = 299 where sequence = 300",
                "update audit_counter set last = 299" + HERE);
        assertFound(
                "Entry 298 was changed after it was sealed.",
                "Entry 299 was changed after it was sealed.",
                "The log ends before entry 300: a checkpoint was signed when there were 300 entries.");
    }

    @Test
    void swapped_entries_are_found() {
        asOwner(
                "update audit_entry set sequence = 100000 where sequence = 40",
                "update audit_entry set sequence = 40 where sequence = 41",
                "update audit_entry set sequence = 41 where sequence = 100000");
        assertFound("Entry 40 was changed after it was sealed.", "Entry 41 was changed after it was sealed.");
    }

    @Test
    void a_truncated_log_is_found_even_after_new_entries() {
        asOwner("delete from audit_entry where sequence > 290", "update audit_counter set last = 290" + HERE);
        assertFound("The log ends before entries 291 to 300: a checkpoint was signed when there were 300 entries.");

        append(20);
        sealAll();
        assertThat(findings()).hasSize(10).first().asString().contains("Entry 291 was changed");
    }

    /** A full tile has the hashes of 256 entries. The edge has the hashes of entries 257 to 300, which fill no tile. */
    @Test
    void a_tree_of_the_wrong_size_is_found() {
        asOwner("update audit_tree set edge = ''");
        assertFound("The stored hashes of entries 257 to 300 are missing.");
        asOwner("update audit_tree set size = 1000000000000000");
        assertThat(findings()).contains("The stored hashes of entries 257 to 300 are missing.");
    }

    @Test
    void entries_with_impossible_numbers_are_found() {
        asOwner("insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail)"
                + " select catalog_id, 1000000000000000, at, actor, action, subject, detail from audit_entry"
                + HERE
                + " and sequence = 1");
        assertThat(findings()).contains("Entries 301 to 999999999999999 are missing.");
        assertThat(offline(List.of()).intact()).isFalse();
    }

    @Test
    void a_rebuilt_tree_over_an_edited_entry_is_found() {
        asOwner("update audit_entry set detail = 'Nothing happened.' where sequence = 1");
        List<byte[]> leaves = exported()
                .lines()
                .filter(line -> line.startsWith("{\"catalog\""))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        MerkleTree anew = new MerkleTree();
        leaves.forEach(leaf -> anew.append(MerkleHash.leaf(leaf)));
        asOwner(
                "update audit_tile set hashes = decode('"
                        + Tile.join(anew.takeFullTiles().getFirst().hashes()).base64() + "', 'base64')",
                "update audit_tree set edge = decode('" + anew.edge().base64() + "', 'base64')");
        String rewritten = "The stored hashes of the first 300 entries do not match the signed checkpoint."
                + " At least one of entries 1 to 300 was changed.";
        assertThat(findings()).contains(rewritten);

        append(1);
        sealAll();
        assertThat(findings()).as("nobody signs such a tree").contains(rewritten);
    }

    @Test
    void a_restored_older_log_is_not_signed_and_an_earlier_checkpoint_detects_it() {
        String kept = checkpoint();
        asOwner(
                "delete from audit_tree",
                "delete from audit_tile",
                "delete from audit_checkpoint",
                "update audit_entry set detail = 'Nothing happened.' where sequence = 5");
        append(1);
        sealAll();
        assertThat(fleet.owner().get(fleet.path("audit/checkpoint")).extract().statusCode())
                .as("this backend knows what it signed")
                .isEqualTo(404);
        assertThat(kept).contains("\n300\n");
    }

    @Test
    void a_checkpoint_with_a_foreign_signature_is_found() {
        asOwner("update audit_tree set checkpoint = replace(checkpoint, E'\\n300\\n', E'\\n299\\n')");
        assertThat(findings())
                .contains("A stored checkpoint is not trusted: the signature on it is not that of the key.");
    }

    @Test
    void another_catalogs_key_does_not_open_the_log() throws Exception {
        VerifierKey other = VerifierKey.parse(text(Fleet.create(), "audit/key"));
        LogReport report = AuditBundle.verify(new BufferedReader(new StringReader(exported())), other, List.of());
        assertThat(report.intact()).isFalse();
        assertThat(report.findings().getFirst().sentence()).contains("cannot be trusted");
    }

    @Test
    void a_later_log_continues_an_earlier_checkpoint() {
        String earlier = checkpoint();
        append(30);
        sealAll();
        assertThat(offline(List.of(earlier)).intact()).isTrue();
        assertThat(offline(List.of(earlier)).sealed()).isEqualTo(ENTRIES + 30);
    }

    @Test
    void an_entry_is_proved_by_its_path_and_by_tiles() throws Exception {
        Checkpoint checkpoint = key().open(checkpoint());
        for (int number : List.of(1, 256, 257, 300)) {
            JsonPath proof = fleet.owner()
                    .get(fleet.path("audit/entries/" + number + "/proof"))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            Digest leaf = MerkleHash.leaf(proof.getString("leaf").getBytes(StandardCharsets.UTF_8));
            List<Digest> path =
                    proof.<String>getList("path").stream().map(Digest::parse).toList();
            assertThat(MerkleProof.root(leaf, number - 1, checkpoint.size(), path))
                    .isEqualTo(checkpoint.root());
        }
        fleet.owner().get(fleet.path("audit/entries/301/proof")).statusCode(404);

        MerkleTree tree = new MerkleTree();
        // A full bundle has 256 entries. The second one is partial and has 44. A leaf follows its length in two bytes.
        for (String path : List.of("entries/000", "entries/001.p/44")) {
            ByteBuffer bundle = ByteBuffer.wrap(bytes("audit/tile/" + path));
            while (bundle.hasRemaining()) {
                byte[] leaf = new byte[bundle.getShort() & 0xffff];
                bundle.get(leaf);
                tree.append(MerkleHash.leaf(leaf));
            }
        }
        assertThat(tree.root()).isEqualTo(checkpoint.root());
        // Tiles of level 0 have the hashes of entries. The tile of level 1 has the hash of the full tile of level 0.
        assertThat(bytes("audit/tile/0/000"))
                .isEqualTo(Tile.join(tree.takeFullTiles().getFirst().hashes()).bytes());
        assertThat(bytes("audit/tile/0/001.p/44"))
                .isEqualTo(Tile.join(tree.edge(0)).bytes());
        assertThat(bytes("audit/tile/1/000.p/1"))
                .isEqualTo(Tile.join(tree.edge(1)).bytes());
        for (String missing : List.of("0/002.p/1", "0/001", "1/000", "0/1")) {
            fleet.owner().get(fleet.path("audit/tile/" + missing)).statusCode(404);
        }
    }

    /**
     * A sender is a trusted proxy if it sends the console's secret, or if its address is in the settings. Being on this machine is not
     * enough.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=203.0.113.9",
                "for=203.0.113.9;secret=\"another-secret-of-at-least-32-letters\"",
                "for=203.0.113.9;secret=\"\"",
                "for=203.0.113.9, for=198.51.100.1"
            })
    void an_address_from_an_unknown_proxy_is_not_recorded(String forwarded) {
        String id = "forged-" + UUID.randomUUID();
        fleet.owner()
                .request()
                .contentType(ContentType.JSON)
                .header("X-Request-Id", id)
                .header("Forwarded", forwarded)
                .header("X-Forwarded-For", "203.0.113.9")
                .body(Map.of("days", 30))
                .put(OperatorApi.BASE + fleet.path("attestation-retention"))
                .then()
                .statusCode(200);

        fleet.owner().get(fleet.path("audit?filter=" + id)).body("items[0].address", equalTo("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::7", "2001:DB8:0:0::7", "2001:db8:0:0:0:0:0:7"})
    void an_ipv6_address_is_found_in_each_form(String address) {
        fleet.owner()
                .request()
                .contentType(ContentType.JSON)
                .header("Forwarded", Installation.fromConsole("\"[2001:db8::7]\""))
                .body(Map.of("days", 30))
                .put(OperatorApi.BASE + fleet.path("attestation-retention"))
                .then()
                .statusCode(200);

        fleet.owner()
                .get(fleet.path("audit?filter=address:" + address))
                .statusCode(200)
                .body("items.address", contains("2001:db8:0:0:0:0:0:7"));
    }

    @Test
    void an_entry_records_origin_changes_and_correlation_id() {
        fleet.owner()
                .request()
                .contentType(ContentType.JSON)
                .header("X-Request-Id", "audit-test-0001")
                .header("User-Agent", "a test \u0001")
                .header("Forwarded", Installation.fromConsole("192.0.2.7"))
                .body(Map.of("days", 30))
                .put(OperatorApi.BASE + fleet.path("attestation-retention"))
                .then()
                .statusCode(200);

        fleet.owner()
                .get(fleet.path("audit?filter=audit-test-0001"))
                .body("items.action", contains("RetainAttestations"))
                .body("items[0].correlation", equalTo("audit-test-0001"))
                .body("items[0].address", equalTo("192.0.2.7"))
                .body("items[0].agent", equalTo("a test ?"))
                .body("items[0].before", hasEntry("days", 90))
                .body("items[0].after", hasEntry("days", 30));
        fleet.owner()
                .get(fleet.path("audit?filter=action:retainattestations"))
                .body("items.sequence", contains(ENTRIES + 1));
        fleet.owner().get(fleet.path("audit?filter=until:2020-01-01T00:00:00Z")).body("items", empty());
        fleet.owner()
                .get(fleet.path("audit?filter=since:yesterday"))
                .statusCode(400)
                .body("errors.field", contains("filter"));
        fleet.owner()
                .get(fleet.path("audit?filter=nobody asked&limit=1"))
                .body("items[0].address", nullValue())
                .body("items[0].correlation", nullValue());
        fleet.owner().get(fleet.path("audit/key")).body(containsString("holdfast/audit/" + catalog));
    }

    /** Appends entries of the system. */
    private void append(int many) {
        for (int i = 0; i < many; i++) {
            OnVertx.await(
                    vertx,
                    () -> transactions.inCatalog(
                            catalog,
                            sql -> audit.append(
                                    sql,
                                    catalog,
                                    AuditEntry.by(AuditLog.SYSTEM, "DoSomething", "this", "It was done; nobody asked."),
                                    List.of())));
        }
    }

    /**
     * Adds all new entries to the hash trees and signs checkpoints, as a schedule does in production. The first run can lose against the
     * schedule, which read fewer entries.
     */
    private void sealAll() {
        OnVertx.await(vertx, seal::run);
        OnVertx.await(vertx, seal::run);
    }

    /** Asserts that the backend and the verification of an export both report exactly these findings. */
    private void assertFound(String... sentences) {
        assertThat(findings()).containsExactly(sentences);
        assertThat(offline(List.of()).findings())
                .extracting(finding -> finding.sentence())
                .containsExactly(sentences);
    }

    /** Returns the backend's findings about a log that is not intact. */
    private List<String> findings() {
        return fleet.owner()
                .get(fleet.path("audit/verification"))
                .statusCode(200)
                .body("intact", equalTo(false))
                .extract()
                .path("findings");
    }

    /** Verifies an export of the log, also against earlier checkpoints. */
    private LogReport offline(List<String> earlier) {
        try {
            return AuditBundle.verify(new BufferedReader(new StringReader(exported())), key(), earlier);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the export of the log, one JSON object a line. */
    private String exported() {
        return new String(bytes("audit/export"), StandardCharsets.UTF_8);
    }

    /** Returns the newest checkpoint, a signed text. */
    private String checkpoint() {
        return text(fleet, "audit/checkpoint");
    }

    private VerifierKey key() {
        return VerifierKey.parse(text(fleet, "audit/key"));
    }

    /** Returns a resource of a catalog as text. */
    private static String text(Fleet of, String path) {
        return of.owner().get(of.path(path)).statusCode(200).extract().asString();
    }

    private byte[] bytes(String path) {
        return fleet.owner().get(fleet.path(path)).statusCode(200).extract().asByteArray();
    }

    /** Runs statements as the owner of the tables. Row-level security also applies to the owner, so this runs in the catalog. */
    private void asOwner(String... statements) {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select set_config('holdfast.catalog', '" + catalog + "', true)");
                for (String one : statements) {
                    statement.execute(one);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
