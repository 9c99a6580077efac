#!/bin/sh
# One question in parts as a Slurm array, joined to the bytes of one run. On a folder that all nodes see:
#
#   job=$(sbatch --parsable slurm.sh 2027-base --draws 10000000)
#   sbatch --dependency=afterok:$job --wrap "evenredig fairness merge part-*.json --json --out answer.json"
#
# A part that was ended (time, a lost node) goes on from its finished batches when it is queued again, by --store.
#SBATCH --job-name=fairness
#SBATCH --array=1-64
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=00:30:00
#SBATCH --requeue
set -eu
part=$SLURM_ARRAY_TASK_ID
evenredig fairness "$@" --threads 1 --shard "$part/$SLURM_ARRAY_TASK_COUNT" --store "kept-$part" --json --force --out "part-$part.json"
