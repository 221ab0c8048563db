/** The installation's OS feeds: which operating system they offer for which part, and promoting one to everyone. */
@NullMarked
package dev.holdfast.ui.feed;

import org.jspecify.annotations.NullMarked;
