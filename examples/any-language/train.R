# Trains one fold: softmax regression on one-hot DNA by stochastic gradient descent, with base R and jsonlite.
#
# The orchestrator starts this program once a fold and hands it a file of JSON; what it says comes back as lines of JSON on standard
# output. docs/how-to/own-trainer.md explains both.
#
# R ends at SIGTERM without running any code of ours. Each epoch has left a checkpoint by then: there is nothing to save.

if (!requireNamespace("jsonlite", quietly = TRUE)) {
  stop("the package jsonlite is missing: apt-get install r-cran-jsonlite, or install.packages(\"jsonlite\")")
}

batch_size <- 16

say <- function(...) {
  # digits = NA: all that a double holds. What is NaN, NA or infinite becomes a text, which the orchestrator understands.
  cat(jsonlite::toJSON(list(...), auto_unbox = TRUE, digits = NA), "\n", sep = "")
  flush(stdout())
}

# Rows in the order of the file: one-hot codes, a row each, with a column of ones for the bias; and the labels.
read_fasta <- function(path) {
  lines <- readLines(path)
  is_head <- startsWith(lines, ">")
  labels <- sub(".*[ \t]label=([^ \t]+).*", "\\1", lines[is_head])
  bases <- do.call(rbind, strsplit(lines[!is_head], "", fixed = TRUE))
  codes <- do.call(cbind, lapply(c("A", "C", "G", "T"), function(base) bases == base))
  list(inputs = cbind(codes, TRUE) + 0, labels = labels)
}

# Numbers of rows: the first column, which counts from 0.
read_rows <- function(path) as.integer(sub("\t.*", "", readLines(path))) + 1L

# Softmax, a row each.
probabilities <- function(weights, inputs) {
  sums <- inputs %*% weights
  powers <- exp(sums - apply(sums, 1, max))
  powers / rowSums(powers)
}

cross_entropy <- function(found, targets) -mean(log(pmax(found[cbind(seq_along(targets), targets)], 1e-300)))

measure <- function(weights, inputs, targets) {
  found <- probabilities(weights, inputs)
  list(accuracy = mean(max.col(found, ties.method = "first") == targets), loss = cross_entropy(found, targets))
}

# One pass over the rows in batches: the weights behind it, and the mean cross-entropy, each row's taken before its step.
train_epoch <- function(weights, inputs, targets, rows, learning_rate, decay) {
  classes <- diag(ncol(weights))
  loss <- 0
  for (first in seq(1, length(rows), by = batch_size)) {
    batch <- rows[first:min(first + batch_size - 1, length(rows))]
    found <- probabilities(weights, inputs[batch, , drop = FALSE])
    loss <- loss + cross_entropy(found, targets[batch]) * length(batch)
    gradient <- crossprod(inputs[batch, , drop = FALSE], found - classes[targets[batch], , drop = FALSE])
    weights <- weights - learning_rate * (gradient + decay * weights)
  }
  list(weights = weights, loss = loss / length(rows))
}

# Writes a file in one step: whoever reads it never sees a half of it.
save_whole <- function(path, content) {
  partial <- paste0(path, ".tmp")
  saveRDS(content, partial)
  stopifnot(file.rename(partial, path))
}

# The order of an epoch follows from seed and epoch alone: a fold that goes on is the fold that was not interrupted.
shuffled <- function(rows, seed, epoch) {
  set.seed((seed + 7919 * epoch) %% .Machine$integer.max, "Mersenne-Twister", "Inversion", "Rejection")
  rows[sample.int(length(rows))]
}

fold <- jsonlite::fromJSON(Sys.getenv("ORCHESTRATOR_FOLD"))
settings <- fold$parameters
data <- read_fasta(fold$data$path)
classes <- sort(unique(data$labels), method = "radix")
targets <- match(data$labels, classes)
training <- read_rows(fold$rows$training)

epoch <- 0L
weights <- matrix(0, ncol(data$inputs), length(classes))
if (!is.null(fold$checkpoint)) {
  weights <- readRDS(fold$checkpoint$path)$weights
  epoch <- fold$checkpoint$epoch
}

while (epoch < fold$epochs) {
  epoch <- epoch + 1L
  rate <- settings$learning_rate / (1 + settings$slowing * (epoch - 1))
  trained <- train_epoch(weights, data$inputs, targets, shuffled(training, fold$seed, epoch), rate, settings$decay)
  weights <- trained$weights
  metrics <- list("train/loss" = trained$loss)
  if (!fold$refit) {
    rows <- read_rows(fold$rows$validation)
    metrics <- c(metrics, measure(weights, data$inputs[rows, , drop = FALSE], targets[rows]))
  }
  checkpoint <- sprintf("epoch-%d.rds", epoch)
  save_whole(checkpoint, list(classes = classes, weights = weights))
  say(type = "epoch", epoch = epoch, metrics = metrics, checkpoint = checkpoint)
}

if (fold$refit) {
  # The one look at the rows that no trial has seen.
  rows <- read_rows(if (is.null(fold$rows$test)) fold$rows$training else fold$rows$test)
  save_whole("model.rds", list(classes = classes, weights = weights))
  say(type = "result", metrics = measure(weights, data$inputs[rows, , drop = FALSE], targets[rows]), model = "model.rds")
}
