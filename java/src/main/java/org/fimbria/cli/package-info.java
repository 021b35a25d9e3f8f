/**
 * The command line: {@link org.fimbria.cli.Main} and one class for each command.
 *
 * <p>Commands parse, call {@link org.fimbria.launch}, and print; they hold no rule of their own.
 * Results go to standard output, progress and errors to standard error. Bad input is told in one
 * line for each problem and ends with exit code 2 before anything is created; a stack trace is for
 * the log. {@code --help} lists all exit codes.
 */
package org.fimbria.cli;
