package dev.holdfast.backend;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public class Backend {
    Backend() {}

    /**
     * Starts it, and returns when it has ended.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        // Else Quarkus answers what it cannot read of a request's target with an empty 400, before anything of ours:
        // UnroutedRequests answers all of that with a problem. The tests' machine gets it from the POM; that it is
        // set here, RunningIT holds.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
