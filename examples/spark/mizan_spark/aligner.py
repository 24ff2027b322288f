"""`mizan stream` as a function from records to answers that outlives the death of the process."""

import json
import tempfile
import threading

from .program import ended, last_words, start

# How many documents are run one by one after a death before it counts as an accident.
CAREFUL = 50


class Aligner:
    def __init__(self, command, patience):
        self.command = command
        self.patience = patience

    def answers(self, lines):
        """One answer for each record, in order. A record is a line of JSON with its line end."""
        done = 0
        while done < len(lines):
            got, _ = self.run(lines[done:])
            yield from got
            done += len(got)
            # It died. Which record did it? One at a time: the first that dies alone.
            for line in lines[done:done + CAREFUL]:
                got, why = self.run([line])
                yield got[0] if got else {"error": f"the aligner died on this document ({why})"}
                done += 1
                if not got:
                    break

    def run(self, lines):
        """The answers of one process, and why it ended early."""
        with tempfile.TemporaryFile() as said:
            process = start(self.command, said)
            feeder = threading.Thread(target=feed, args=(process.stdin, lines), daemon=True)
            # A process that hangs is a process that died.
            watch = threading.Timer(self.patience, process.kill)
            watch.daemon = True
            feeder.start()
            watch.start()
            answers = []
            try:
                for line in process.stdout:
                    if line.endswith(b"\n"):
                        answers.append(json.loads(line))
                code = process.wait()
            finally:
                watch.cancel()
                process.kill()
                process.stdout.close()
                process.wait()
                feeder.join()
            if len(answers) > len(lines):
                raise RuntimeError(f"{len(answers)} answers to {len(lines)} records")
            words = last_words(said)
            return answers, f"{ended(code)}: {words}" if words else ended(code)


def feed(pipe, lines):
    try:
        with pipe:
            for line in lines:
                pipe.write(line)
    except OSError:
        pass  # It died; the number of answers says how far it came.
