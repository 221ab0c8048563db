package dev.holdfast.backend.tenancy.member;

import static org.hamcrest.Matchers.contains;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles of groups and e-mail addresses. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GranteesTest {
    private String catalog = "";
    private Operator owner = new Operator("");

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
        owner = Operator.in(catalog, "owner");
    }

    /** Mender CVE-2024-37019: an address counts only if the provider verified it, and belongs to its first holder. */
    @Test
    void an_invitation_belongs_to_the_first_verified_holder_of_the_address() {
        String address = UUID.randomUUID() + "@example.org";
        owner.post("catalogs/" + catalog + "/members", RoleAssignments.member("EMAIL", address, "READER", null, null))
                .statusCode(201);

        withEmail("liar", address, null).get("catalogs/" + catalog).statusCode(404);
        withEmail("liar", address, false).get("catalogs/" + catalog).statusCode(404);
        withEmail("liar", "x" + address, true).get("catalogs/" + catalog).statusCode(404);
        Operator invited = withEmail("invited", address.toUpperCase(Locale.ROOT), true);
        invited.get("catalogs/" + catalog).statusCode(200);

        withEmail("later", address, true).get("catalogs/" + catalog).statusCode(404);
        withEmail("invited", address, null).get("catalogs/" + catalog).statusCode(200);
        owner.get("catalogs/" + catalog + "/members").body("items.kind", contains("SUBJECT"));
    }

    @Test
    void a_group_of_the_provider_can_be_given_a_role() {
        owner.post(
                        "catalogs/" + catalog + "/members",
                        RoleAssignments.member("GROUP", "sg-appliances", "PUBLISHER", null, null))
                .statusCode(201);

        new Operator(Tokens.of("pia", "sg-appliances"))
                .get("catalogs/" + catalog)
                .statusCode(200);
        new Operator(Tokens.of("pia", "SG-appliances"))
                .get("catalogs/" + catalog)
                .statusCode(404);
        new Operator(Tokens.of("pia")).get("catalogs/" + catalog).statusCode(404);
    }

    /**
     * Returns a person with an e-mail address. {@code verified} is null if the token does not say whether the provider verified the
     * address. Name and address determine the subject.
     */
    private static Operator withEmail(String name, String email, @Nullable Boolean verified) {
        JwtClaims claims = Tokens.claims(name + email.hashCode());
        claims.setStringClaim("email", email);
        if (verified != null) {
            claims.setClaim("email_verified", verified);
        }
        claims.setSubject(name + "-" + email.toLowerCase(Locale.ROOT));
        return new Operator(Tokens.sign(claims));
    }
}
