package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.standalone.keycloak.DemoUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;

/**
 * Gives the demo users their roles through the operator API. Their groups in Keycloak already give the same roles, but a personal token
 * needs roles that were assigned in Holdfast.
 */
final class DemoMembers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OperatorClient owner;
    private final Tokens tokens;

    DemoMembers(OperatorClient owner, Tokens tokens) {
        this.owner = owner;
        this.tokens = tokens;
    }

    /** Gives a role to each demo user who has none in the catalog. The owner of the installation needs no role in a catalog. */
    void ensure() {
        for (DemoUser user : DemoUser.ALL) {
            if (!user.equals(DemoUser.ADMIN)) {
                ensure(user);
            }
        }
    }

    private void ensure(DemoUser user) {
        // The path of a group is /catalogs/CATALOG/ROLE.
        String[] group = user.group().split("/", -1);
        String members = "catalogs/" + group[2] + "/members";
        String subject = subject(tokens.of(user.name()));
        for (JsonNode member : owner.get(members)) {
            if (member.get("grantee").asText().equals(subject)) {
                return;
            }
        }
        Role role = Role.valueOf(group[3].toUpperCase(Locale.ROOT).replace('-', '_'));
        String name = user.firstName() + " " + user.lastName();
        owner.post(members, new NewMember(Grantee.SUBJECT, subject, name, role, null, null));
    }

    private static String subject(String accessToken) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(accessToken.split("\\.", -1)[1]))
                    .get("sub")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
