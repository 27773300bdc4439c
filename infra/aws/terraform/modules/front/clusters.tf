resource "aws_secretsmanager_secret" "clusters" {
  name                    = "${var.prefix}/clusters"
  description             = "The clusters that Sluice serves, and their queues."
  recovery_window_in_days = var.secret_recovery_days
  tags                    = var.tags
}

resource "aws_secretsmanager_secret_version" "clusters" {
  secret_id = aws_secretsmanager_secret.clusters.id
  secret_string = jsonencode({
    version = 1
    clusters = {
      for name, entry in var.clusters : name => merge(
        { queueUrl = entry.queue_url },
        entry.group == null ? {} : { group = entry.group },
        length(entry.copy_to) == 0 ? {} : { copyTo = entry.copy_to },
      )
    }
  })
}
