variable "cidr" {}
variable "zones" {}

locals {
  vpc_id = try(aws_vpc.this[0].id, "")
  layers = ["public", "private", "data"]
  subnets = {
    for pair in setproduct(local.layers, range(length(var.zones))) :
    "${pair[0]}-${pair[1]}" => { layer = pair[0], zone = tonumber(pair[1]), index = index(local.layers, pair[0]) }
  }
}

resource "aws_vpc" "this" {
  count                = 1
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_default_security_group" "this" {
  vpc_id = local.vpc_id
}

resource "aws_internet_gateway" "this" {
  vpc_id = local.vpc_id
}

resource "aws_subnet" "this" {
  for_each          = local.subnets
  vpc_id            = local.vpc_id
  availability_zone = var.zones[each.value.zone]
  cidr_block        = cidrsubnet(var.cidr, 8, each.value.index * 10 + each.value.zone)
}

resource "aws_eip" "nat" {
  count  = length(var.zones)
  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  count         = length(var.zones)
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.this["public-${count.index}"].id
}

resource "aws_route_table" "public" {
  vpc_id = local.vpc_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}

resource "aws_route_table" "private" {
  count  = length(var.zones)
  vpc_id = local.vpc_id
}

resource "aws_route" "nat" {
  count                  = length(var.zones)
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[count.index].id
}

resource "aws_route_table" "data" {
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "public" {
  count          = length(var.zones)
  subnet_id      = aws_subnet.this["public-${count.index}"].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  count          = length(var.zones)
  subnet_id      = aws_subnet.this["private-${count.index}"].id
  route_table_id = aws_route_table.private[count.index].id
}

resource "aws_route_table_association" "data" {
  count          = length(var.zones)
  subnet_id      = aws_subnet.this["data-${count.index}"].id
  route_table_id = aws_route_table.data.id
}

output "vpc_id" {
  value = local.vpc_id
}

output "public_subnets" {
  value = [for zone in range(length(var.zones)) : aws_subnet.this["public-${zone}"].id]
}

output "private_subnets" {
  value = [for zone in range(length(var.zones)) : aws_subnet.this["private-${zone}"].id]
}

output "data_subnets" {
  value = [for zone in range(length(var.zones)) : aws_subnet.this["data-${zone}"].id]
}
