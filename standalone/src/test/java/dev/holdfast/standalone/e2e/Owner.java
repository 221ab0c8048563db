package dev.holdfast.standalone.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.holdfast.standalone.demo.DeviceSignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code admin}, the first owner of an installation without demo data. */
final class Owner {
    /** The line with which a program asks for a sign-in. */
    static final Pattern SIGN_IN = Pattern.compile("Open (?<address>\\S+) and sign in as");

    private static final String NAME = "admin";
    private static final Pattern PASSWORD = Pattern.compile("Password of admin: (?<password>\\S+)");

    private final Stack stack;
    private final Browsers browsers;

    /** All passwords that the owner had, the current one last. */
    private final List<String> passwords = new ArrayList<>();

    /** Makes the owner of an installation that {@link Stack} has created. */
    Owner(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
        readPassword(stack.welcome());
    }

    /** Takes the password that a command printed. */
    void readPassword(String output) {
        Matcher shown = PASSWORD.matcher(output);
        assertThat(shown.find()).as(output).isTrue();
        passwords.add(shown.group("password"));
    }

    /** Returns all passwords that the owner had. */
    List<String> passwords() {
        return List.copyOf(passwords);
    }

    String password() {
        return passwords.getLast();
    }

    /** Opens a page of the console in a new browser and signs in. */
    Page open(String path) {
        Page page = browsers.stranger();
        page.navigate(stack.console(path));
        answer(page);
        return page;
    }

    /** Fills in the sign-in page. */
    void answer(Page page) {
        Browsers.answer(page, NAME, password());
    }

    /** Chooses the new password that Keycloak requires. */
    void choosePassword(Page page, String password) {
        passwords.add(password);
        Browsers.choosePassword(page, password);
    }

    /** Signs in by device code and returns the access token, which is valid for five minutes. */
    String token() throws InterruptedException {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        CompletableFuture<String> token = CompletableFuture.supplyAsync(
                new DeviceSignIn(stack.installation().settings(), messages::add));
        Matcher message = SIGN_IN.matcher(requireNonNull(messages.poll(2, TimeUnit.MINUTES)));
        assertThat(message.find()).isTrue();
        confirm(message);
        return token.join();
    }

    /**
     * Confirms the sign-in of a program in a browser.
     *
     * @param message matches {@link #SIGN_IN}
     */
    void confirm(Matcher message) {
        Page page = browsers.stranger();
        page.navigate(message.group("address"));
        answer(page);
        Locator yes = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes"));
        yes.click();
        yes.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        page.context().close();
    }
}
