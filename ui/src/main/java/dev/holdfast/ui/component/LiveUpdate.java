package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.PageVisibility;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.signals.Signal;
import java.time.Duration;

/**
 * Runs an update every few seconds while a component is on a visible page. The browser polls, so that the update runs in a request of the
 * signed-in person and stops with the tab. Of consecutive failures, only the first is shown.
 */
public final class LiveUpdate {
    private static final int OFF = -1;

    private LiveUpdate() {}

    /** Starts when the component is attached and ends when it is detached. */
    public static void every(Duration interval, Component owner, Runnable refresh) {
        FirstFailureOnly attempt = new FirstFailureOnly(refresh);
        owner.addAttachListener(attached -> {
            UI ui = attached.getUI();
            Registration polls = ui.addPollListener(polled -> attempt.run());
            Signal.effect(owner, () -> {
                boolean hidden = ui.getPage().pageVisibilitySignal().get() == PageVisibility.HIDDEN;
                ui.setPollInterval(hidden ? OFF : (int) interval.toMillis());
            });
            owner.addDetachListener(detached -> {
                detached.unregisterListener();
                polls.remove();
                ui.setPollInterval(OFF);
            });
        });
    }

    /** Throws only the first of consecutive failures, so that an outage is shown once. */
    static final class FirstFailureOnly implements Runnable {
        private final Runnable attempt;
        private boolean failing;

        FirstFailureOnly(Runnable attempt) {
            this.attempt = attempt;
        }

        @Override
        public void run() {
            boolean reported = failing;
            failing = true;
            try {
                attempt.run();
                failing = false;
            } catch (RuntimeException failure) {
                if (!reported) {
                    throw failure;
                }
            }
        }
    }
}
