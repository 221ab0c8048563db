package dev.holdfast.ui.overview;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.MachineCommands;
import java.util.List;

/** The steps from an empty installation to the first deployment, in order. The data shows which steps are done. */
record FirstSteps(List<Step> steps) {
    /**
     * One step.
     *
     * @param name the part of its text keys after {@code first-steps.}
     * @param done whether the step is done
     * @param required the role that it requires
     * @param possible whether the steps before allow it
     * @param link the page of the step
     * @param command a shell command as an alternative, on the machine that runs Holdfast; may be empty
     */
    record Step(String name, boolean done, Role required, boolean possible, String link, String command) {
        private Step(String name, boolean done, Role required, boolean possible, String link) {
            this(name, done, required, possible, link, "");
        }

        String title() {
            return text("first-steps." + name + ".title");
        }

        String purpose() {
            return text("first-steps." + name + ".purpose");
        }

        /** Returns the link text; empty while the step is not possible. */
        String action() {
            return possible ? text("first-steps." + name + ".action") : "";
        }
    }

    static FirstSteps withoutCatalog() {
        return new FirstSteps(List.of(
                catalog(false),
                product("", false, false),
                devices("", false, false),
                image("", false, false),
                deployment("", false, false)));
    }

    static FirstSteps of(String catalog, Overview overview) {
        boolean product = overview.products() > 0;
        boolean image = overview.applications() > 0;
        return new FirstSteps(List.of(
                catalog(true),
                product(catalog, product, true),
                devices(catalog, overview.devices() > 0, product),
                image(catalog, image, true),
                deployment(catalog, overview.deployments() > 0, product && image)));
    }

    boolean isComplete() {
        return steps.stream().allMatch(Step::done);
    }

    long doneCount() {
        return steps.stream().filter(Step::done).count();
    }

    private static Step catalog(boolean done) {
        return new Step("catalog", done, Role.OWNER, true, "");
    }

    private static Step product(String catalog, boolean done, boolean possible) {
        return new Step("product", done, Role.CONTRIBUTOR, possible, Links.products(catalog) + "?new");
    }

    private static Step devices(String catalog, boolean done, boolean possible) {
        String command = possible ? MachineCommands.holdfast("sim --catalog " + catalog + " --devices 10") : "";
        return new Step("devices", done, Role.CONTRIBUTOR, possible, Links.addDevices(catalog), command);
    }

    private static Step image(String catalog, boolean done, boolean possible) {
        return new Step("image", done, Role.PUBLISHER, possible, Links.images(catalog));
    }

    private static Step deployment(String catalog, boolean done, boolean possible) {
        return new Step("deployment", done, Role.PUBLISHER, possible, Links.deployments(catalog));
    }
}
