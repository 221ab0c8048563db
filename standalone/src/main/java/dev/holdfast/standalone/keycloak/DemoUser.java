package dev.holdfast.standalone.keycloak;

import java.util.List;

/**
 * A user of the demo.
 *
 * @param name user name
 * @param group path of the group that gives the role
 * @param title role, as the welcome text shows it
 */
public record DemoUser(String name, String firstName, String lastName, String group, String title) {
    /** The installation's owner. */
    public static final DemoUser ADMIN =
            new DemoUser("admin", "Ada", "Lindqvist", "/installation/owner", "Owner of the installation");

    /** All users of the demo. */
    public static final List<DemoUser> ALL = List.of(
            ADMIN,
            new DemoUser("olivia", "Olivia", "Okafor", "/catalogs/contoso/owner", "Owner of Contoso Appliances"),
            new DemoUser("pavel", "Pavel", "Novak", "/catalogs/contoso/publisher", "Publisher, Contoso Appliances"),
            new DemoUser(
                    "carmen", "Carmen", "Diaz", "/catalogs/contoso/contributor", "Contributor, Contoso Appliances"),
            new DemoUser("rashid", "Rashid", "Khan", "/catalogs/contoso/reader", "Reader, Contoso Appliances"),
            new DemoUser("farah", "Farah", "Haddad", "/catalogs/fabrikam/owner", "Owner of Fabrikam Foods"));

    /** Returns the name of this user's password in {@code Secrets}. */
    public String secret() {
        return "user." + name + ".password";
    }
}
