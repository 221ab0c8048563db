/**
 * {@code ./holdfast bench}: what one operation costs the server processes, in CPU microseconds. The load comes from
 * this process, whose own CPU is never counted; nginx does the same work in the same run where it can, because the
 * machines are noisy and only ratios travel.
 *
 * <p>Start reading at {@link dev.holdfast.bench.BenchCommand}.
 */
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
