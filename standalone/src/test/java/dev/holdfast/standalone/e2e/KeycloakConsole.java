package dev.holdfast.standalone.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** Keycloak's admin console, used as {@code docs/operating.md} describes. */
final class KeycloakConsole {
    private final Page page;

    private KeycloakConsole(Page page) {
        this.page = page;
    }

    /** Opens the realm {@code holdfast} at the address in the welcome text and {@code docs/operating.md}. */
    static KeycloakConsole signIn(Page page, String address, String password) {
        page.navigate(address);
        Browsers.answer(page, "keycloak-admin", password);
        page.locator("#nav-item-groups").waitFor();
        page.navigate(address + "#/holdfast/groups");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("catalogs").setExact(true))
                .last()
                .waitFor();
        return new KeycloakConsole(page);
    }

    /** Creates the groups {@code /catalogs/<catalog>/<role>}. */
    void makeGroups(String catalog, String role) {
        page.locator("#nav-item-groups").click();
        open("catalogs");
        makeGroup(catalog);
        open(catalog);
        makeGroup(role);
    }

    /** Creates a user in a group, with a first password that must be changed. */
    void addUser(String name, String password, List<String> group) {
        page.locator("#nav-item-users").click();
        page.getByText("Add user").first().click();
        page.getByTestId("username").fill(name);
        page.getByTestId("email").fill(name + "@acme.example");
        page.getByTestId("firstName").fill("Rita");
        page.getByTestId("lastName").fill("Ruiz");
        page.getByTestId("join-groups-button").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        for (String step : group.subList(0, group.size() - 1)) {
            dialog.getByTestId(step).getByText(step).click();
        }
        dialog.getByTestId(group.getLast() + "-check").check();
        page.getByTestId("join-button").click();
        page.getByTestId("user-creation-save").click();
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Credentials"))
                .click();
        page.getByTestId("no-credentials-empty-action").click();
        page.getByTestId("passwordField").fill(password);
        page.getByTestId("passwordConfirmationField").fill(password);
        page.getByTestId("confirm").click();
        page.getByRole(AriaRole.DIALOG)
                .getByText("Save password", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.getByText("The password has been set successfully").first().waitFor();
    }

    private void open(String group) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(group).setExact(true))
                .last()
                .click();
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(group).setExact(true))
                .waitFor();
    }

    private void makeGroup(String name) {
        page.getByText("Create group").first().click();
        page.getByTestId("name").fill(name);
        page.getByTestId("createGroup").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .last()
                .waitFor();
    }
}
