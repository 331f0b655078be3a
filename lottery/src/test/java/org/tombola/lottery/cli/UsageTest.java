package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be meant ends with code 2 before any work, and says what could be.
class UsageTest {
  @Test
  void without_a_command_there_is_a_short_help_with_three_examples() {
    var run = CommandLineRun.of();
    run.succeeded();
    assertEquals(3, run.out().lines().filter(l -> l.contains("java -jar")).count());
    assertTrue(run.out().lines().count() < 25);
    for (String command :
        new String[] {
          "run", "list", "status", "report", "claims", "data", "doctor", "throughput"
        }) {
      assertTrue(run.out().contains("\n  " + command + " "), command);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "list",
        "status",
        "report",
        "claims",
        "data",
        "data get",
        "doctor",
        "throughput",
        "gpu-check"
      })
  void every_command_explains_itself(String command) {
    var run = CommandLineRun.of((command + " --help").split(" "));
    run.succeeded();
    assertTrue(run.out().startsWith("Usage: lottery " + command), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu                                   | 'rnu'           | did you mean 'run'?",
        "run --seds=3                          | '--seds'        | did you mean '--seeds'?",
        "run nope                              | 'nope'          | lth-lenet",
        "run lth-lenet lth-lenet               | one recipe      | lth-lenet",
        "run --dataset mnits                   | 'mnits'         | 'mnist'",
        "run --scale quik                      | 'quik'          | 'quick'",
        "run --arms ticket,renit               | 'renit'         | 'reinit'",
        "run --backend gpu                     | 'gpu'           | There are",
        "run --set network=lenet-300           | 'lenet-300'     | 'lenet-300-100'",
        "run --set train.btch=3                | 'train.btch'    | 'train.batch'",
        "run --set train.batch=3 train.lr=1    | 'train.lr'      | did you mean",
        "run --set train.batch                 | --set           | KEY=VALUE",
        "run --set train.batch=0               | train.batch     | not 0",
        "run --set train.batch=many            | train.batch     | 'many'",
        "run --set train.optimizer.lr=-1       | train.optimizer.lr | not -1",
        "run --set train.optimizer.lr=NaN      | train.optimizer.lr | not NaN",
        "run --set prune.fraction=1            | prune.fraction  | not 1",
        "run --seeds 3-1                       | seeds           | 1-3",
        "run --seeds x                         | seeds           | 'x'",
        "run --seeds -1                        | seeds           | '-1'",
        "run --levels -1                       | levels          | not -1",
        "run --levels 1000                     | levels          | not 1000",
        "run --levels two                      | levels          | 'two'",
        "run --threads 0                       | --threads       | not 0",
        "run --jobs 0                          | --jobs          | not 0",
        "run --threads x                       | --threads       | 'x' is not a whole number",
        "run --jobs 99999999999                | --jobs          | is not a whole number",
        "run --threads -3                      | --threads       | not -3",
        "run --jobs 1000000000                 | --jobs          | 1 .. 1024",
        "run --out=                            | --out           | empty",
        "run --set train.lr=1                  | 'train.lr'      | 'train.optimizer.lr'",
        "run --set batch=1                     | 'batch'         | 'train.batch'",
        "run --set prune.criterion=magnitud    | 'magnitud'      | 'magnitude'",
        "run --set train.optimizer.lr=0        | train.optimizer.lr | not 0.0",
        "run --set train.optimizer.lr=1e39     | train.optimizer.lr | not 1.0E39",
        "run --set data.validation=0           | data.validation | not 0",
        "run --set data.validation=60000       | data.validation | not 60000",
        "run --seeds 0,0                       | seeds           | twice",
        "run --seeds 0-999999999               | seeds           | more than 1000",
        "run --dry-run=3                       | --dry-run       | '3'",
        "doctor now                            | 'now'           | too many",
        "list foo                              | 'foo'           | networks",
        "status                                | DIR             | status --help",
        "report                                | DIR             | report --help",
        "claims                                | DIR             | claims --help",
        "data                                  | get             | verify",
        "data get mnits                        | 'mnits'         | 'mnist'",
        "data verify mnits                     | 'mnits'         | 'mnist'",
        "throughput lenet                      | 'lenet'         | 'lenet-300-100'",
        "throughput lenet-300-100 --batch 0    | --batch         | not 0",
        "throughput lenet-300-100 --threads 0  | --threads       | not 0",
        "throughput lenet-300-100 --seconds 0  | --seconds       | not 0",
        "throughput lenet-300-100 --density 0  | --density       | not 0.0",
        "throughput lenet-300-100 --sparse x   | 'x'             | auto, off, on",
        "throughput lenet-300-100 --seconds x  | --seconds       | 'x' is not a number",
        "throughput lenet-300-100 --optimizer rmsprop | 'rmsprop' | adam",
        "throughput lenet-300-100 --backend x  | 'x'             | cpu",
        "throughput lenet-5 --precision fp16   | 'fp16'          | bf16",
        "throughput lenet-5 --gemm cublass     | 'cublass'       | 'cublas'",
        "doctor --jsn                          | '--jsn'         | did you mean '--json'?"
      })
  void a_wrong_word_is_named_with_what_could_be_meant(String line, String named, String offered) {
    CommandLineRun.of(line.split(" ")).refused(2, named, offered);
  }
}
