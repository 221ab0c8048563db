package dev.holdfast.standalone.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test of the whole product. Parameters of its constructor can be a {@link Stack} and a {@link Browsers}. All classes with this
 * annotation run on one thread, because Playwright supports only one. Test classes with only {@link StackExtension} run at the same time on
 * another thread.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StackExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
@interface EndToEnd {
    /**
     * JUnit resource lock of the demo's processes. A test that kills a process takes the lock. Tests on other threads that use the demo
     * then wait.
     */
    String PROCESSES = "processes";

    /** JUnit resource lock of a second installation. Two of them at the same time would need too much memory. */
    String SECOND_INSTALLATION = "second installation";
}
