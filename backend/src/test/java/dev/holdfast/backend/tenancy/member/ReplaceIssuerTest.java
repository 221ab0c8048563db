package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Roles and tokens after the identity provider's address changed. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReplaceIssuerTest {
    private static final String ELSEWHERE = "https://elsewhere.example/realms/holdfast";

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    /** Moves the accounts to an address of which nobody has tokens, and back. */
    @Test
    void accounts_keep_roles_and_tokens_at_the_new_address() throws SQLException {
        String catalog = Operator.newCatalog();
        Operator reader = RoleAssignments.newcomer();
        new RoleAssignments(catalog)
                .assignRole(Operator.in(catalog, "owner"), "SUBJECT", reader, "READER")
                .statusCode(201);
        Operator token = new Operator(reader.post(
                        "catalogs/" + catalog + "/tokens",
                        Map.of("kind", "PERSONAL", "name", "nightly", "role", "READER", "days", 1))
                .statusCode(201)
                .extract()
                .path("secret"));

        replace(Tokens.issuer(), ELSEWHERE);
        reader.get("catalogs/" + catalog).statusCode(404);
        token.get("catalogs/" + catalog).statusCode(200);

        replace(ELSEWHERE, Tokens.issuer());
        reader.get("catalogs/" + catalog).statusCode(200);
        token.get("catalogs/" + catalog).statusCode(200);
    }

    private void replace(String earlier, String present) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select replace_issuer(?, ?)")) {
            statement.setString(1, earlier);
            statement.setString(2, present);
            statement.execute();
        }
    }
}
