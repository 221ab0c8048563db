package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An owner who copies the texts of the first steps into a shell, and replaces names as the page says. */
final class FirstStepsWalk {
    private static final double PATIENCE_MS = 240_000;
    private static final Pattern IMAGE_ID = Pattern.compile("\"id\":\"(?<id>[^\"]+)\"");

    private final Stack stack;
    private final String group;
    private final Page console;
    private final FirstStepsPage steps;
    private final ScriptFolder scripts;
    private final String api;

    /** Environment variables of the shell. */
    private final Map<String, String> variables;

    /** Values by the text that they replace. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * @param product product whose group Production gets the devices
     * @param console the overview of the catalog
     * @param folder new folder of the shell
     * @param token access token of an installation owner
     */
    FirstStepsWalk(Stack stack, String catalog, String product, Page console, Path folder, String token)
            throws IOException {
        this.stack = stack;
        this.group = "/c/%s/products/%s/groups/Production".formatted(catalog, product);
        this.console = console;
        this.steps = new FirstStepsPage(console);
        this.scripts = new ScriptFolder(stack, folder);
        this.api = steps.api();
        this.variables = Map.of(
                "TOKEN", token, "CURL_CA_BUNDLE", Stack.authorityOfEmpty().toString());
        scripts.prepare();
        replace("CATALOG", catalog);
        replace("PRODUCT", product);
        replace("GROUP", "Production");
    }

    FirstStepsPage page() {
        return steps;
    }

    /** Replaces a text in later scripts, unless it is a part of a longer name. */
    void replace(String text, String value) {
        names.put(text, value);
    }

    /** Replaces {@code ID} in later scripts by the ID in the response to the upload of an image. */
    void replaceImageId(String output) {
        Matcher id = IMAGE_ID.matcher(output);
        assertThat(id.find()).as(output).isTrue();
        replace("ID", id.group("id"));
    }

    /** Runs the script of a step. Returns its output when the page shows that so many steps are done. */
    String runScript(String step, int done) throws IOException, InterruptedException {
        String output = run(steps.script(step));
        steps.awaitDone(done);
        return output;
    }

    /** Runs commands and returns their output. */
    String run(String commands) throws IOException, InterruptedException {
        Stack.Outcome outcome = scripts.run(filledIn(commands), variables);
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome.output();
    }

    /** Runs commands, the last of which runs until it is stopped. */
    RunningScript begin(String commands) throws IOException {
        return scripts.begin(filledIn(commands), variables);
    }

    private String filledIn(String commands) {
        String text = commands;
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replaceAll(
                    "(?<![\\w$])\\Q" + name.getKey() + "\\E(?![\\w=])", Matcher.quoteReplacement(name.getValue()));
        }
        return api + "\n" + text + "\n";
    }

    /** Waits until all devices of the group have attested the deployment. */
    void awaitAttested(int devices) {
        console.navigate(stack.console(group));
        // The current deployment, and the list of deployments below it.
        console.getByText("%1$d of %1$d attested".formatted(devices))
                .first()
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MS));
        console.context().close();
    }
}
